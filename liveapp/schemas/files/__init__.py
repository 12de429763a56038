"""Files that are imported: their bytes to observations of the domain, item by item, in constant memory."""
