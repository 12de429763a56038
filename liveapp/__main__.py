"""`python -m liveapp`."""

import sys

from liveapp.cli import main

sys.exit(main())
