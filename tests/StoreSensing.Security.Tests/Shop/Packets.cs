using System.Text;

namespace StoreSensing.Security.Tests.Shop;

/// <summary>MQTT 3.1.1 packets, good and bad (OASIS MQTT 3.1.1, section 3).</summary>
internal static class Packets
{
    public static byte[] Connect(string id, string protocol = "MQTT", byte level = 4) =>
        Packet(0x10, [.. Text(protocol), level, 2, 0, 60, .. Text(id)]);

    public static byte[] Publish(string topic, int payload) => Packet(0x30, [.. Text(topic), .. new byte[payload]]);

    /// <summary>What is malformed, and what of it comes after a good CONNECT.</summary>
    public static IReadOnlyDictionary<string, (bool AfterConnect, byte[] Bytes)> Malformed { get; } = new Dictionary<string, (bool, byte[])>
    {
        ["noise"] = (false, Noise(4096)),
        ["HTTP"] = (false, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray()),
        ["another protocol name"] = (false, Connect("x", protocol: "MQTTMQTT")),
        ["a protocol name without end"] = (false, [0x10, 10, 0xff, 0xff, .. new byte[8]]),
        ["a protocol level from the future"] = (false, Connect("x", level: 99)),
        ["a CONNECT of 256 MiB"] = (false, [0x10, 0xff, 0xff, 0xff, 0x7f, .. new byte[64_000]]),
        ["a length of five bytes"] = (false, [0x10, 0xff, 0xff, 0xff, 0xff, 0x7f]),
        ["a PUBLISH before CONNECT"] = (false, Publish("storesensing/v1/acme/berlin/floor-1/zone", 10)),
        ["a second CONNECT"] = (true, Connect("again")),
        ["a PUBLISH of 256 MiB"] = (true, [0x30, 0xff, 0xff, 0xff, 0x7f, .. new byte[64_000]]),
        ["a PUBLISH with wildcards"] = (true, Publish("storesensing/v1/acme/berlin/floor-1/#", 10)),
        ["a PUBLISH of QoS 3"] = (true, [0x36, 5, 0, 1, 0x61, 0, 1]),
        ["a PUBLISH whose topic is longer than it"] = (true, [0x30, 4, 0xff, 0xff, 0x61, 0x61]),
        ["a SUBSCRIBE without a filter"] = (true, [0x82, 2, 0, 1]),
        ["a packet type that is none"] = (true, [0x00, 0]),
        ["a topic that is not UTF-8"] = (true, [0x30, 4, 0, 2, 0xc3, 0x28]),
    };

    private static byte[] Packet(byte type, byte[] body)
    {
        var length = new List<byte>();
        for (var left = body.Length; ; left >>= 7)
        {
            length.Add((byte)(left > 127 ? (left & 127) | 128 : left));
            if (left <= 127)
                return [type, .. length, .. body];
        }
    }

    private static byte[] Text(string text) => [(byte)(text.Length >> 8), (byte)text.Length, .. Encoding.UTF8.GetBytes(text)];

    private static byte[] Noise(int length)
    {
        var noise = new byte[length];
        new Random(7).NextBytes(noise);
        return noise;
    }
}
