using StoreSensing.Edge.Drivers.Cameras;

namespace StoreSensing.Edge.Drivers.Tests.Cameras;

public sealed class CameraAddressTests
{
    [Theory]
    [InlineData("rtsp://10.0.0.5/stream1", CameraKind.Rtsp)]
    [InlineData("RTSPS://10.0.0.5/stream1", CameraKind.Rtsp)]
    [InlineData("https://camera/video.mjpg", CameraKind.Network)]
    [InlineData("/dev/video0", CameraKind.Device)]
    [InlineData("lavfi:testsrc2=rate=5", CameraKind.Graph)]
    [InlineData("door:1.mp4", CameraKind.File)]
    [InlineData("/dev/null/none", CameraKind.Device)]
    public void Parse_Inputs_KnowsTheirKind(string input, object kind) => CameraAddress.Parse(input).Kind.ShouldBe((CameraKind)kind);

    [Theory]
    [InlineData("rtsp://admin:secret@10.0.0.5:554/stream1", "rtsp://10.0.0.5:554")]
    [InlineData("rtsp://admin:se@cr/et@10.0.0.5/stream1", "rtsp://10.0.0.5")]
    [InlineData("rtsp://admin@10.0.0.5/stream1?user=admin&password=secret", "rtsp://10.0.0.5")]
    [InlineData("http://10.0.0.5/video?token=secret", "http://10.0.0.5")]
    [InlineData("http://10.0.0.5/video", "http://10.0.0.5")]
    [InlineData("http://192.168.1.9/video.cgi?user=me@shop.de&pwd=hunter2", "http://192.168.1.9")]
    [InlineData("rtsp://192.168.1.20:554/user=admin_password=tlJwpbo6_channel=1_stream=0.sdp", "rtsp://192.168.1.20:554")]
    [InlineData("rtsp://[fe80::1]:554/a@b", "rtsp://[fe80::1]:554")]
    [InlineData("/srv/shop/door.mp4", "door.mp4")]
    public void Shown_IsOnlySchemeAndHost(string input, string shown) => CameraAddress.Parse(input).Shown.ShouldBe(shown);

    [Theory]
    [InlineData("rtsp://admin:s3cr%40et@10.0.0.5/live?key=k1k2", "failed rtsp://admin:s3cr%40et@10.0.0.5/live?key=k1k2: 401")]
    [InlineData("rtsp://admin:s3cr%40et@10.0.0.5/live", "wrong password s3cr@et of admin:s3cr%40et")]
    [InlineData("rtsp://10.0.0.5/live", "redirected to http://bob:s3cret@10.0.0.6/")]
    [InlineData("rtsp://10.0.0.5/user=bob_password=s3cret.sdp", "DESCRIBE rtsp://10.0.0.5/user=bob_password=s3cret.sdp failed: 404")]
    [InlineData("http://10.0.0.5/?key=s3cret", "GET /?key=s3cret HTTP/1.1")]
    public void Redact_WhatFfmpegMaySay_LosesEverySecret(string input, string said)
    {
        var text = CameraAddress.Parse(input).Redact(said);
        foreach (var secret in (string[])["s3cr", "k1k2", "bob"])
            text.ShouldNotContain(secret);
    }

    [Fact]
    public void Filters_RateCap_PassesAtMostThatManyAndKeepsTheUsersFilterBeforeTheScale()
    {
        var chain = FfmpegCommand.Filters(new CameraOptions { Input = "x", Filter = "hflip", Width = 320 });
        chain.ShouldStartWith("select=");
        chain.ShouldEndWith(",hflip,scale=w=320:h=-2:flags=area");
    }
}
