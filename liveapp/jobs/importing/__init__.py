"""Looking at files, and storing what they hold: both go through a file item by item, in constant memory."""
