"""Forms of address that try to leave the folder of what is served, or to confuse whoever reads addresses."""

_TARGETS = ("etc/passwd", "app.py")
_UPWARDS = (
    "../{}", "..%2f{}", "%2e%2e/{}", "%2e%2e%2f{}", "%252e%252e%252f{}", "..%5c{}", "..\\{}", "%c0%ae%c0%ae/{}",
    "....//{}", "..;/{}", ".%2e/{}", "%2e%2e%00/{}", "x/../../{}", "./.././{}", "..%u2215{}",
)  # fmt: skip
_FOLDERS = (
    "/",
    "/static/",
    "/app/static/",
    "/media/",
    "/data/{release}/",
    "/data/",
    "/api/v1/releases/{release}/tables/",
    "/api/v1/",
    "/figures/{release}/",
)
_WHOLE = (
    "/etc/passwd", "//etc/passwd", "/file:///etc/passwd", "/%00", "/data/{release}%00/score.csv", "/data/current",
    "/data/{release}/release.json", "/data/{release}/atlas.duckdb", "/data/{release}/score.csv%00.parquet",
    "/data/{release}/tables%2fscore.csv", "/data/.{release}/score.csv", "/app/static/%2fetc%2fpasswd",
    "/app/static/C:%5cwindows%5cwin.ini", "/app/static/%5c%5chost%5cshare", "/.git/config", "/.env",
    "/.streamlit/config.toml", "/.streamlit/secrets.toml", "/app.py", "/pyproject.toml", "/data/releases/current",
    "/dashboard/settings.py", "/proc/self/environ", "/static/../../../../../../proc/self/environ",
)  # fmt: skip


def traversals(release_id: str) -> list[str]:
    """Every form, for a server that shows a release."""
    depth = "/".join([".."] * 8)
    upwards = [
        folder + ("../" * 3 if "/../" not in form else "") + form.format(target)
        for folder in _FOLDERS
        for form in _UPWARDS
        for target in _TARGETS
    ]
    deep = [f"{folder}{depth}/{target}" for folder in _FOLDERS for target in _TARGETS]
    return [form.replace("{release}", release_id) for form in [*upwards, *deep, *_WHOLE]]
