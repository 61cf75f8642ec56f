"""HTML: the main content of a page, without what stands around it on every page of the site."""
