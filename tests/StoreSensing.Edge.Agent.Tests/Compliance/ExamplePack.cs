using System.Xml;
using System.Xml.Linq;
using StoreSensing.Configuration;
using StoreSensing.Edge.Agent.Compliance;
using StoreSensing.Edge.Agent.Compliance.Cards;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Lanes;

namespace StoreSensing.Edge.Agent.Tests.Compliance;

/// <summary>Configurations and the documents that they make.</summary>
internal static class ExamplePack
{
    public const string Traffic =
        """
        store: my-store
        device: d1
        privacy: traffic
        cameras: [{id: c, input: /dev/video0, detector: motion}]
        zones: [{id: shelf, polygon: [[0, 0], [1, 0], [1, 1]]}]
        """;

    public const string Standard =
        """
        store: my-store
        device: d1
        cameras: [{id: c, input: /dev/video0}]
        zones: [{id: shelf, name: Shelf by the door, polygon: [[0, 0], [1, 0], [1, 1]]}]
        """;

    public const string Strict =
        """
        store: my-store
        device: d1
        privacy: strict
        strict: {epsilonPerDay: 2.5}
        cameras: [{id: c, input: /dev/video0}]
        zones: [{id: shelf, polygon: [[0, 0], [1, 0], [1, 1]]}]
        lines: [{id: door, from: [0.5, 1], to: [0.5, 0.4], entrance: true}]
        """;

    public const string Everything =
        """
        tenant: moda
        store: brera
        device: entrance-1
        mqtt: {host: broker.example.com, username: broker-login, password: secret-4711, allowPlainPassword: true}
        controller: {name: Moda S.p.A., contact: Via Brera 1 Milano, dpo: dpo@moda.example, noticeUrl: "https://moda.example/privacy"}
        cameras:
          - {id: window, input: "rtsp://admin:hunter2@10.0.0.4/stream", detector: blazeface, role: window, masks: [{polygon: [[0, 0], [0.2, 0], [0.2, 0.3]]}]}
        zones:
          - {id: pavement, name: Pavement, polygon: [[0.1, 0], [0.9, 0], [0.9, 1]], expression: true}
          - {id: till, name: Till, polygon: [[0.1, 0], [0.3, 0], [0.3, 0.4]]}
          - {id: counter, name: Behind the counter, polygon: [[0.95, 0.0], [1, 0.0], [1, 0.3]], staff: true}
          - {id: strip, name: Blue strip, polygon: [[0.0, 0.9], [0.1, 0.9], [0.1, 1]], optOut: true}
        lines: [{id: door, from: [0.5, 1], to: [0.5, 0.4], entrance: true}]
        queues: [{zone: till, servicePolygon: [[0.1, 0.5], [0.3, 0.5], [0.3, 0.8]]}]
        displays: [{id: left, name: Left window, zone: pavement}]
        expression: {purpose: compare window designs, noticePlace: at the door, noticeSince: 2026-03-01, lawfulBasis: legitimate-interests, retentionDays: 91, sampling: {everyMinutes: 60, forMinutes: 10}}
        skinConductance: {purpose: find where shopping is stressful, noticePlace: on the handle, noticeSince: 2026-03-02, lawfulBasis: consent, retentionDays: 92, sensors: [{id: kiosk, zone: till}]}
        staffHours: [{days: mon-sat, from: '07:00', to: '09:00'}]
        """;

    /// <summary>The facts of a configuration, with the product's own catalog and cards.</summary>
    public static PackFacts Facts(string yaml, Func<IReadOnlyList<ModelCard>, IReadOnlyList<ModelCard>>? cards = null)
    {
        var config = ConfigFile.Parse(yaml, "store.yaml", EdgeConfigReader.Read);
        using var models = new LaneModels(config.Inference);
        var found = models.Cards(config);
        return new PackFacts(config, "store.yaml", new string('0', 64), cards?.Invoke(found) ?? found);
    }

    public static string Html(string yaml, string name, string language) => Html(Facts(yaml), name, language);

    public static string Html(PackFacts facts, string name, string language) => CompliancePack.Documents(facts, language).Single(d => d.Name == name).Html;

    /// <summary>What stands in a document, without its markup.</summary>
    public static string Text(string yaml, string name, string language) => Parse(Html(yaml, name, language)).Descendants("body").Single().Value;

    /// <summary>A page as XML: whatever is open is closed, whatever is special is escaped.</summary>
    public static XDocument Parse(string html)
    {
        html.ShouldStartWith("<!DOCTYPE html>");
        using var reader = XmlReader.Create(new StringReader(html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }
}
