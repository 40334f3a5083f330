from tests.stripe_standin.fixtures import standin, standin_process

__all__ = ["standin", "standin_process"]
