using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using StoreSensing.Cloud.Core.RollUps;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Cloud.Storage.Influx;
using StoreSensing.Testing;

namespace StoreSensing.Cloud.Storage.Tests.Influx;

/// <summary>What a server, a proxy or a network may do wrong, over real sockets; time is not waited for.</summary>
public sealed class InfluxFaultTests : IDisposable
{
    private const string Token = "t0psecret-token-of-the-shop";
    private static readonly DateTimeOffset Now = Wire.T0.AddHours(1);

    private readonly List<TimeSpan> _waits = [];
    private ScriptedServer _server = new();
    private InfluxMetricStore? _store;

    private InfluxMetricStore Store => _store ??= Open();

    public void Dispose()
    {
        _store?.Dispose();
        _server.Dispose();
    }

    [Fact]
    public void Append_TooManyRequests_WaitsAsLongAsTheServerAsks()
    {
        var refusals = 2;
        _server.Script = r => r.IsWrite && refusals-- > 0 ? new ScriptedAnswer(429, "", "Retry-After: 3\r\n") : null;
        Append(Wire.Zones(1, 0, Wire.Zone("entrance"))).Stored.Count.ShouldBe(1);
        _waits.ShouldBe([TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3)]);
    }

    [Theory]
    [InlineData(503, "is too busy (503 overloaded)")]
    [InlineData(500, "answers 500 overloaded")]
    [InlineData(0, "broke the connection")]
    public void Append_ServerBusyOrGone_IsTriedABoundedNumberOfTimesThenGivenUp(int status, string sentence)
    {
        Store.Open();
        _server.Script = r => r.IsWrite ? new ScriptedAnswer(status, "{\"error\":\"overloaded\"}") : null;
        Should.Throw<StoreException>(() => Append(Wire.Zones(1, 0, Wire.Zone("entrance")))).Message.ShouldBe($"influx {_server.Url.ToString().TrimEnd('/')}, database shop: {sentence}");
        // A client may repeat a request by itself on a connection that it had kept open and that was closed: then one more.
        _server.Writes.Count().ShouldBeInRange(4, 5);
        _waits.Count.ShouldBe(3);
        _waits.ShouldBe(_waits.Order());
        Store.Problem().ShouldNotBeNull().ShouldContain(sentence);
        _server.Writes.ShouldAllBe(w => !w.Text.Contains("\nsessions,") && !w.Text.StartsWith("sessions,"));
        _server.Script = _ => null;
        Append(Wire.Zones(1, 0, Wire.Zone("entrance"))).Stored.Count.ShouldBe(1);
        Store.Problem().ShouldBeNull();
    }

    [Fact]
    public void Append_NobodyListens_SaysSo()
    {
        _server.Dispose();
        Should.Throw<StoreException>(() => Append(Wire.Status())).Message.ShouldEndWith("can't be reached: nobody listens there");
        Store.Unreachable().ShouldEndWith("can't be reached: nobody listens there");
    }

    [Fact]
    public void Append_PartialWrite_NamesThePointAndStoresTheOthers()
    {
        var accepted = new List<string>();
        _server.Script = r =>
        {
            if (!r.IsWrite)
                return null;
            if (r.Text.Contains("zone=bad"))
                return new ScriptedAnswer(400, "{\"error\":\"partial write: field type conflict: input field \\\"visits\\\" on measurement \\\"zone\\\" is type integer, already exists as type float dropped=1\"}");
            lock (accepted)
                accepted.Add(r.Text);
            return null;
        };
        var messages = Enumerable.Range(1, 300).Select(i => (object)Wire.Zones(i, i, Wire.Zone(i == 123 ? "bad" : "good", i))).ToArray();
        var message = Should.Throw<StoreException>(() => Append(messages)).Message;
        message.ShouldContain("refuses the point 'zone,tenant=acme,store=berlin,device=floor-1,zone=bad': partial write: field type conflict");
        var points = accepted.SelectMany(ParsedPoint.All).Where(p => p.Measurement == "zone").Select(p => (long)p.Fields["seq"]).ToHashSet();
        points.Order().ShouldBe(Enumerable.Range(1, 300).Select(i => (long)i).Where(i => i != 123));
        // No ledger may name what isn't stored.
        accepted.ShouldAllBe(text => !text.Contains("sessions,"));
    }

    [Fact]
    public void Append_EveryPointRefused_StaysBounded()
    {
        _server.Script = r => r.IsWrite ? new ScriptedAnswer(400, "{\"error\":\"partial write: max-values-per-tag limit exceeded\"}") : null;
        Should.Throw<StoreException>(() => Append([.. Enumerable.Range(1, 2000).Select(i => (object)Wire.Zones(i, i % 600, Wire.Zone("good")))]));
        _server.Writes.Count().ShouldBeLessThan(60);
    }

    [Fact]
    public void Append_BeyondTheRetentionPolicy_IsDone()
    {
        _server.Script = r => r.IsWrite ? new ScriptedAnswer(400, "{\"error\":\"partial write: points beyond retention policy dropped=2\"}") : null;
        Append(Wire.Zones(1, 0, Wire.Zone("entrance"))).Stored.Count.ShouldBe(1);
    }

    [Fact]
    public void Append_TooLarge_IsSentInParts()
    {
        _server.Script = r => r.IsWrite && r.Body.Length > 5000 ? new ScriptedAnswer(413, "too large") : null;
        Append([.. Enumerable.Range(1, 100).Select(i => (object)Wire.Lines(i, i, Wire.Line("door", 1, 2)))]).Stored.Count.ShouldBe(100);
        _server.Writes.Where(w => w.Body.Length <= 5000).SelectMany(w => ParsedPoint.All(w.Text)).Where(p => p.Measurement == "line").Select(p => (long)p.Fields["seq"]).Distinct().Count().ShouldBe(100);
    }

    [Theory]
    [InlineData(401, "refuses the sign-in (401 unauthorized ***): check the token")]
    [InlineData(403, "the sign-in may not do this (403 unauthorized ***): give it read and write access to the database")]
    [InlineData(404, "is not there (404 unauthorized ***): check store.influx.url, database and org")]
    public void Append_Refused_IsOneSentenceWithoutTheToken(int status, string sentence)
    {
        Restart("v2.7.10");
        _server.Script = r => r.IsWrite ? new ScriptedAnswer(status, $"{{\"code\":\"unauthorized\",\"message\":\"unauthorized {Token}\"}}") : null;
        var error = Should.Throw<StoreException>(() => Append(Wire.Zones(1, 0)));
        error.Message.ShouldEndWith(": " + sentence);
        error.ToString().ShouldNotContain(Token);
        _waits.ShouldBeEmpty();
        new InfluxOptions { Url = _server.Url, Database = "shop", Writer = "a", Token = Token }.ToString().ShouldNotContain(Token);
    }

    [Theory]
    [InlineData("v2.7.10")]
    [InlineData("3.0.1")]
    public void Append_NewerServer_GetsTokenOrgAndBucket(string version)
    {
        Restart(version);
        Append(Wire.Zones(1, 0, Wire.Zone("entrance")));
        _server.Writes.ShouldAllBe(w => w.Path == "/api/v2/write?org=acme%20inc&bucket=shop&precision=ns" && w.Headers["Authorization"] == "Token " + Token);
        _server.Requests.Where(r => r.Path.StartsWith("/query")).ShouldAllBe(r => r.Path.Contains("db=shop") && !r.Path.Contains("rp=") && r.Headers["Authorization"] == "Token " + Token);
        // A database is made by whoever runs such a server.
        _server.Requests.ShouldAllBe(r => !r.Text.Contains("CREATE"));
    }

    [Fact]
    public void Expire_Version2_DeletesByPredicateAndVersion3SaysThatItCannot()
    {
        Restart("v2.7.10");
        _server.Script = r => r.Text.Contains("count%28") || r.Text.Contains("count(")
            ? new ScriptedAnswer(200, "{\"results\":[{\"series\":[{\"name\":\"x\",\"columns\":[\"time\",\"count\"],\"values\":[[0,5]]}]}]}\n") : null;
        Store.Expire(Expiry.Of(Wire.T0)).Verified.ShouldBeFalse();
        var delete = _server.Requests.First(r => r.Path == "/api/v2/delete?org=acme%20inc&bucket=shop").Text;
        System.Text.Json.JsonDocument.Parse(delete).RootElement.GetProperty("predicate").GetString().ShouldBe("_measurement=\"zone\"");
        delete.ShouldContain("2026-03-02T09:59:59.9999999Z");
        var script = _server.Script;
        Restart("3.0.1");
        _server.Script = script;
        Should.Throw<StoreException>(() => Store.Expire(Expiry.Of(Wire.T0))).Message.ShouldContain("can't delete points: set the database's own retention period there");
    }

    [Fact]
    public void RollUpSlice_ServerThatCannotDelete_HasNone()
    {
        Restart("3.0.1");
        Append(Wire.Zones(1, 0, Wire.Zone("entrance")));
        Store.RollUpSlice(Now.AddDays(60)).ShouldBeFalse();
        Store.Zones(new StoreAddress("acme", "berlin"), new TimeRange(Wire.T0, Now.AddDays(60)), coarsest: RollUpLadder.Coarsest).ShouldBeEmpty();
        _server.Writes.ShouldAllBe(w => !w.Text.Contains("unfolded"));
        _server.Requests.ShouldAllBe(r => !r.Path.StartsWith("/api/v2/delete"));
        Uri.UnescapeDataString(_server.Requests[^1].Text.Replace('+', ' ')).ShouldContain("FROM \"zone\" WHERE");
    }

    [Theory]
    [InlineData("{\"results\":[{\"series\":[{\"name\":\"line\",\"columns\":[\"time\"],", true, "the answer broke off")]
    [InlineData("{\"results\":[{\"error\":\"query interrupted\"}]}\n", false, "query interrupted")]
    [InlineData("<html>proxy</html>", false, "answers something else than InfluxQL's JSON")]
    public void Rows_BadAnswer_IsOneSentence(string body, bool isCut, string sentence)
    {
        Store.Open();
        _server.Script = r => r.Path.StartsWith("/query") ? new ScriptedAnswer(200, body, IsCut: isCut) : null;
        Should.Throw<StoreException>(() => Store.Lines(new StoreAddress("acme", "berlin"), new TimeRange(Wire.T0, Now)).ToList()).Message.ShouldEndWith(": " + sentence);
    }

    [Fact]
    public void Open_AnotherProgramsFields_IsRefusedInOneSentence()
    {
        _server.Script = r => r.Text.Contains("FIELD+KEYS+FROM+%22zone%22") || r.Text.Contains("FIELD%20KEYS%20FROM%20%22zone%22")
            ? new ScriptedAnswer(200, "{\"results\":[{\"series\":[{\"name\":\"zone\",\"columns\":[\"fieldKey\",\"fieldType\"],\"values\":[[\"visits\",\"float\"]]}]}]}\n") : null;
        Should.Throw<StoreException>(() => Store.Open()).Message.ShouldEndWith(
            "field visits of measurement zone is float there and integer here: this is another program's database, choose another name");
    }

    [Fact]
    public void Append_Gzip_IsTheSameLines()
    {
        _store = Open(gzip: true);
        Append(Wire.Zones(1, 0, Wire.Zone("entrance")));
        var write = _server.Writes.First();
        write.Headers["Content-Encoding"].ShouldBe("gzip");
        using var plain = new StreamReader(new GZipStream(new MemoryStream(write.Body), CompressionMode.Decompress), Encoding.UTF8);
        ParsedPoint.All(plain.ReadToEnd()).Select(p => p.Measurement).ShouldBe(["unfolded", "unfolded", "messages", "zone"]);
    }

    [Fact]
    public void Append_Https_TrustsTheConfiguredCaOnly()
    {
        using var folder = new TemporaryFolder();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        // Its validity is asked of the real clock.
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        File.WriteAllText(folder.File("ca.pem"), made.ExportCertificatePem());
        _server.Dispose();
        _server = new ScriptedServer("1.6.7", certificate);
        Should.Throw<StoreException>(() => Append(Wire.Status())).Message.ShouldEndWith("has a certificate that is not trusted: see store.influx.caFile");
        _store!.Dispose();
        var options = new InfluxOptions { Url = _server.Url, Database = "shop", Writer = "a", CaFile = folder.File("ca.pem") };
        _store = new InfluxMetricStore(options, new HttpInfluxLink(options), _waits.Add);
        Append(Wire.Zones(1, 0, Wire.Zone("entrance"))).Stored.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("1.6.7~rc0", 1)]
    [InlineData("v2.7.10", 2)]
    [InlineData("3.0.1", 3)]
    [InlineData("", 0)]
    [InlineData("nightly", 0)]
    public void Version_AsServersSayIt_IsUnderstood(string text, int major) => InfluxVersion.Parse(text).Major.ShouldBe(major);

    private Commit Append(params object[] messages) => Store.Append([.. messages.Select(m => Wire.Accept(Wire.Device, m))], Now);

    private void Restart(string version)
    {
        _store?.Dispose();
        _store = null;
        _server.Dispose();
        _server = new ScriptedServer(version);
        _store = Open();
    }

    private InfluxMetricStore Open(bool gzip = false)
    {
        var options = new InfluxOptions
        {
            Url = _server.Url, Database = "shop", Writer = "cloud-1", Gzip = gzip, Token = _server.Version.StartsWith('1') ? null : Token, Org = _server.Version.StartsWith('1') ? null : "acme inc",
        };
        return new InfluxMetricStore(options, new HttpInfluxLink(options), _waits.Add);
    }
}
