from tests.window_fixtures import *  # noqa: F403
