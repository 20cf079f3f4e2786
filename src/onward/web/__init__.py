"""Pages, forms, templates, static files and the JSON API: a thin Django shell around the pure rooms."""
