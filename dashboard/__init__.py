"""The read side of the atlas: queries, charts, figures, components and exports over a published release."""
