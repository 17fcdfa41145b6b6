"""What an input says: bytes and an address in, the pages it points to out. Pure: no network, no clock."""

from aggregator.extract.inputs.reading import Following, InputRead

__all__ = ["Following", "InputRead"]
