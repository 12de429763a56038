from tests.shell_fixtures import *  # noqa: F403
from tests.window_fixtures import *  # noqa: F403
