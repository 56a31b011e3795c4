"""What the library costs on bare boards: bytes, stack and instructions."""
