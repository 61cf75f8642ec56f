"""The gateway: what happens, told over a WebSocket."""
