using StoreSensing.Edge.Agent.Compliance.Html;

namespace StoreSensing.Edge.Agent.Compliance.Texts;

/// <summary>The list of every field that leaves, in English.</summary>
internal static class FieldsEnglish
{
    public static string Page(PackFacts facts, PackWords w) => DocumentPage.Draft(w, "Everything that leaves the device", "The wire, field by field", facts, Markup.Of($"""
        <p>Messages go over MQTT to {(facts.BrokerIsRemote ? $"the broker {facts.Config.Mqtt.Host}, {(facts.Config.Mqtt.CaFile is null ? "not encrypted" : "encrypted by TLS")}" : "a broker on the same machine")}. The list is made from the closed JSON Schemas by which the cloud program refuses any other field, for the {facts.Kinds.Count} kinds that this configuration sends.
        The privacy profile is {w.Profile(facts.Config.Privacy)}. “Told when” says what stands between a figure and the wire; a withheld figure is null with its reason, never 0. The reason for people is one word, below-threshold, whether nobody or too few were there.</p>
        {(facts.EpsilonPerDay is null ? Markup.Nothing : Markup.Of($"<p>{w.Budget(facts)}</p>"))}
        {Blocks.When(facts.BrokerIsRemote && facts.Config.Mqtt.CaFile is null, w.Open("Messages go to another machine without encryption. Is the way there protected otherwise (a network of its own, a VPN)? If not, set mqtt.caFile (GDPR Art. 32)."))  ?? Markup.Nothing}
        {Markup.All(facts.Kinds.Select(kind => FieldTables.Of(facts, w, kind)))}
        <h2>Beside the messages</h2>
        {Blocks.List(
            Markup.Of($"On connecting, the broker learns the client’s name <code>storesensing-edge-{facts.Config.Tenant}-{facts.Config.Store}-{facts.Config.Device}</code>{(facts.Config.Mqtt.Username is null ? "" : ", the user name and the password of the configuration")}, and the last will: a status message."),
            Markup.Of($"Towards the device come acknowledgements{(facts.SkinConductance is null ? "" : ", the places of carried sensors, and consent")}; they hold nothing about visitors{(facts.SkinConductance is null ? "" : " but a yes or no to the sensor that somebody holds, which is not kept")}."),
            Markup.Of($"The program opens no other connection but those to the cameras that the configuration names."))}
        <h2>What never leaves</h2>
        {Blocks.List(
            Markup.Of($"Pictures, parts of pictures, faces, and anything computed from one face."),
            Markup.Of($"Sound: it is not read from the cameras."),
            Markup.Of($"Tracks: the ways of single people, the random numbers of their tracks, and when one person came or went, finer than a window of {facts.Config.WindowSeconds} seconds."),
            Markup.Of($"Anything by which a person could be recognised again: no such features are computed."),
            Markup.Of($"Signals of skin sensors, and that somebody touches one."),
            Markup.Of($"Names, addresses, cards, telephones, radio addresses of devices: the program neither has nor looks for them."))}
        """));
}
