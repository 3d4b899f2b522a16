"""A data folder of a few rows that keeps the whole contract, for tests that break it or build from it."""

from pathlib import Path

FILES = {
    "reference/countries.csv": """\
country_code,iso2,iso_numeric,name,kind,un_region,un_subregion,wb_region,wb_income_group,oxford_region
CHN,CN,156,China,country,Asia,Eastern Asia,,,East
IND,IN,356,India,country,Asia,Southern Asia,,,South
NAM,NA,516,Namibia,country,Africa,,,,
PAK,PK,586,Pakistan,country,Asia,Southern Asia,,,South
EUU,,,European Union,supranational,,,,,
""",
    "reference/country_aliases.csv": """\
source,name_as_published,country_code
Demo 2020,Pakistan,PAK
Demo 2020,"Pakistan ",PAK
Demo 2020,India,IND
Demo 2021,India,IND
""",
    "reference/region_schemes.csv": """\
scheme,label,publisher,note
oxford,Oxford,reconstruction,
""",
    "reference/closeness.csv": """\
index_id,unit,band_points,reason
demo,score 0-100,1,A hundredth of the scale.
""",
    "reference/region_members.csv": """\
scheme,region,region_label,country_code,valid_from_edition,valid_to_edition
oxford,south,South,IND,,
oxford,south,South,PAK,2020,2021
oxford,south,South,NAM,2021,
oxford,east,East,CHN,,
""",
    "reference/oxford_regions.csv": """\
country_code,edition,region_label,basis
PAK,2020,South,published
""",
    "reference/map_points.csv": """\
country_code,capital_city,longitude,latitude,source_id,is_small
PAK,Islamabad,72.8,30.5167,hosts,false
""",
    "reference/cities.csv": """\
name,admin1_name,iso2,latitude,longitude
Lahore,Punjab,PK,31.558,74.35071
""",
    "reference/statuses.csv": """\
status,label,explanation,is_drawn
normal,As published,Nothing unusual is known.,true
above_maximum_as_published,Above the maximum,Kept as published.,true
published_zero_for_missing,Zero for missing,Left out.,false
failed_run_suspected,Suspected failed run,Left out.,false
zero_or_no_value,Zero or none,Read as none found.,true
""",
    "reference/audit_metrics.csv": """\
metric_id,label,unit,direction,definition,method,is_context
lh_site_score,Host score,points 0-100,higher,,automated_score,false
auto_violations_total,Failing elements,count,lower,,automated_count,false
""",
    "reference/initiative_kinds.csv": """\
kind,label,label_plural
strategy,Strategy,Strategies
""",
    "reference/initiative_duplicates.csv": """\
initiative_id,possible_duplicate_of,relation
pak-one,pak-two,same strategy
""",
    "reference/studies.csv": """\
study_id,authors,title,year,country_code,method,venue,access
review,Someone,A review,2023,PAK,,,facts only
""",
    "reference/challenge_categories.csv": """\
category_id,label,source_study_ids
social,Social,review
""",
    "reference/success_criteria.csv": """\
criterion,label,level,slug,since_version,last_version
1.1.1,Non-text Content,A,non-text-content,2.0,
4.1.1,Parsing,A,parsing,2.0,2.1
4.1.2,"Name, Role, Value",A,name-role-value,2.0,
""",
    "reference/rule_criteria.csv": "engine,rule_id,success_criteria\nACT,23a2a8,1.1.1\naxe-core,image-alt,1.1.1\n",
    "reference/axe_rule_groups.csv": "axe_rule_id,gsa_group\naria-roles,aria\n",
    "reference/lighthouse_weights.csv": """\
lighthouse_version,audit_id,weight,audit_group
13.4.1,accesskeys,0,a11y-navigation
""",
    "reference/anchors.csv": """\
index_id,edition,measure_id,country_code,value,rank,rank_of,scheme,region,region_rank,region_rank_of
demo,2020,total,PAK,40.22,3,3,oxford,south,2,2
""",
    "figures/demo/source.toml": """\
id = "demo"
family = "readiness"
title = "Demo index"
redistribution = "allowed"
citation = "Demo."
parsing = "compiled"
compiled_on = 2026-11-22
checked = ["Sums."]
oddities = ["None."]

[row_counts]
"scores_2020.csv" = 4
"scores_2021.csv" = 4

[index]
index_id = "demo"
short_name = "DEMO"
name = "Demo index"
publisher = "Demo"
decimals = 2

[[frameworks]]
id = "demo"
label = "One framework"

[[editions]]
edition = "2020"
framework = "demo"
countries_with_total = 3
redistribution = "allowed"
values_rounded = false
data_url = "https://example.org/2020.csv"

[[editions]]
edition = "2021"
framework = "demo"
countries_with_total = 4
redistribution = "allowed"
values_rounded = false

[[measures]]
framework = "demo"
measure_id = "total"
level = "total"
label = "Total"
unit = "score 0-100"
min = 0
max = 100.0
direction = "higher"

[[measures]]
framework = "demo"
measure_id = "p_one"
parent_id = "total"
level = "pillar"
label = "Pillar"
unit = "score 0-100"
min = 0
max = 100.0
direction = "higher"

[[series_breaks]]
from_edition = "2020"
to_edition = "2021"
measure_id = "*"
kind = "soft"
reason = "Indicators revised"
""",
    "figures/demo/scores_2020.csv": """\
country_code,measure_id,value,rank_published,status,note
CHN,total,70.84,1,normal,
IND,total,63.67,2,normal,
PAK,total,40.22,3,normal,sheet one
PAK,p_one,41.5,,normal,
""",
    "figures/demo/scores_2021.csv": """\
country_code,measure_id,value,rank_published,status,note
CHN,total,72,,normal,
IND,total,60,,normal,
NAM,total,20,,normal,
PAK,total,50,,normal,
""",
    "figures/hosts/source.toml": """\
id = "hosts"
family = "accessibility"
title = "Hosts"
redistribution = "unstated"
citation = "Hosts."
parsing = "compiled"

[row_counts]
"audits.csv" = 4
"sites.csv" = 1
""",
    "figures/hosts/audits.csv": (
        "audit_id,country_code,subnational,organisation,url_or_host,audited_from,audited_to,date_precision,tool,"
        "standard,metric_id,value,sample_count,sample_unit,level,is_derived,status\n"
        "a1,PAK,,,a.gov.pk,2025,2025,year,Lighthouse,,lh_site_score,90,2,pages,site,false,normal\n"
        "a2,PAK,,,b.gov.pk,2025,2025,year,Lighthouse,,lh_site_score,100,2,pages,site,false,normal\n"
        "a3,PAK,,,c.gov.pk,2025,2025,year,Lighthouse,,lh_site_score,0,2,pages,site,false,failed_run_suspected\n"
        "a4,IND,Punjab,,d.gov.in,2024,2025,years,Lighthouse,,lh_site_score,84.9,1,pages,site,false,normal\n"
    ),
    "figures/hosts/sites.csv": """\
country_code,level,organisation,url,is_national_portal,lists_naming_it_count
PAK,national,portal,https://www.pakistan.gov.pk/,true,2
""",
    "figures/review/source.toml": """\
id = "review"
family = "literature"
title = "A review"
redistribution = "facts-only"
citation = "Someone (2023). A review."
parsing = "compiled"

[row_counts]
"initiatives.csv" = 2
"challenge_evidence.csv" = 1
""",
    "figures/review/initiatives.csv": (
        "initiative_id,country_code,subnational,city,latitude,longitude,name,kind,level,lead_organisation,sector,"
        "status,start_year,end_year,amount,amount_currency,source_url,title_lang,is_aggregate\n"
        "pak-one,PAK,,Lahore,31.558,-74.35,=HYPERLINK(A1),strategy,national,,,active,2020,,,,https://example.org/,en,false\n"
        "pak-two,PAK,,,,,Strategy two,strategy,national,,,planned,,,,,,en,false\n"
    ),
    "figures/review/challenge_evidence.csv": """\
study_id,where_reported,challenge,category_id
review,Table 1,Privacy,social
""",
}


def write_tiny_data(folder: Path) -> Path:
    """Write the files below a folder and return it."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that the file has exactly once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} is in {path.name} {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")
