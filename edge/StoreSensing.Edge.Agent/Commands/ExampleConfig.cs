namespace StoreSensing.Edge.Agent.Commands;

/// <summary>What <c>config example</c> prints: complete, commented, and accepted by <c>config check</c> (a test).</summary>
internal static class ExampleConfig
{
    public const string Text =
        """
        # storesensing-edge configuration. Only store, device and one camera are needed;
        # 'storesensing-edge config reference' lists every key with its default.
        store: my-store
        device: entrance-1

        mqtt:
          host: 127.0.0.1          # the broker; another machine's: add port: 8883, caFile, certFile and keyFile (or caFile, username, password: ${MQTT_PASSWORD})

        cameras:
          - id: entrance
            input: /dev/video0     # or rtsp://…, or a video file
            # detector: motion     # without a network, for the smallest devices
            # calibration:         # four floor points: picture x, y (0..1), metres x, y; then zones are in metres
            #   - [0.10, 0.95, 0.0, 0.0]
            #   - [0.90, 0.95, 4.0, 0.0]
            #   - [0.75, 0.40, 4.0, 6.0]
            #   - [0.25, 0.40, 0.0, 6.0]

        zones:                     # corners in 0..1 of the picture (y down), or metres once calibrated
          - id: shelf
            name: Shelf by the door
            polygon: [[0.1, 0.5], [0.5, 0.5], [0.5, 1.0], [0.1, 1.0]]

        lines:
          - id: door
            from: [0.5, 1.0]
            to: [0.5, 0.4]
            inSide: left           # seen from the first end towards the second

        """;
}
