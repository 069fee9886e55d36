using StoreSensing.Edge.Agent.Compliance.Html;

namespace StoreSensing.Edge.Agent.Compliance.Texts;

/// <summary>The list of every field that leaves, in Italian.</summary>
internal static class FieldsItalian
{
    public static string Page(PackFacts facts, PackWords w) => DocumentPage.Draft(w, "Tutto ciò che esce dal dispositivo", "I messaggi, campo per campo", facts, Markup.Of($"""
        <p>I messaggi vanno via MQTT {(facts.BrokerIsRemote ? $"al broker {facts.Config.Mqtt.Host}, {(facts.Config.Mqtt.CaFile is null ? "senza cifratura" : "cifrati con TLS")}" : "a un broker sulla stessa macchina")}. L’elenco è ricavato dagli schemi JSON chiusi con cui il programma cloud rifiuta ogni altro campo, per i {facts.Kinds.Count} tipi che questa configurazione invia.
        Il profilo di riservatezza è {w.Profile(facts.Config.Privacy)}. “Si comunica” dice che cosa sta fra una cifra e la rete; una cifra taciuta è null con il suo motivo, mai 0. Il motivo che riguarda le persone è una parola sola, below-threshold, che non ci fosse nessuno o troppo poche. I significati sono quelli degli schemi, in inglese.</p>
        {(facts.EpsilonPerDay is null ? Markup.Nothing : Markup.Of($"<p>{w.Budget(facts)}</p>"))}
        {Blocks.When(facts.BrokerIsRemote && facts.Config.Mqtt.CaFile is null, w.Open("I messaggi vanno a un’altra macchina senza cifratura. Il percorso è protetto altrimenti (una rete propria, una VPN)? Se no, impostare mqtt.caFile (GDPR art. 32).")) ?? Markup.Nothing}
        {Markup.All(facts.Kinds.Select(kind => FieldTables.Of(facts, w, kind)))}
        <h2>Oltre ai messaggi</h2>
        {Blocks.List(
            Markup.Of($"Alla connessione il broker apprende il nome del client <code>storesensing-edge-{facts.Config.Tenant}-{facts.Config.Store}-{facts.Config.Device}</code>{(facts.Config.Mqtt.Username is null ? "" : ", nome utente e password della configurazione")} e il testamento: un messaggio di stato."),
            Markup.Of($"Verso il dispositivo vengono le conferme{(facts.SkinConductance is null ? "" : ", i luoghi dei sensori portati e il consenso")}; non contengono nulla sui visitatori{(facts.SkinConductance is null ? "" : " se non un sì o un no al sensore che qualcuno tiene, che non si conserva")}."),
            Markup.Of($"Il programma non apre altre connessioni, tranne quelle alle telecamere indicate nella configurazione."))}
        <h2>Che cosa non esce mai</h2>
        {Blocks.List(
            Markup.Of($"Immagini, parti di immagini, volti, e ciò che si calcola da un singolo volto."),
            Markup.Of($"Suono: non viene letto dalle telecamere."),
            Markup.Of($"Tracce: i percorsi di singole persone, i numeri casuali delle tracce, e quando una persona è arrivata o andata via, più di quanto dica una finestra di {facts.Config.WindowSeconds} secondi."),
            Markup.Of($"Ciò che permetta di riconoscere una persona: tali caratteristiche non si calcolano."),
            Markup.Of($"I segnali dei sensori per la pelle, e il fatto che qualcuno ne tocchi uno."),
            Markup.Of($"Nomi, indirizzi, tessere, telefoni, indirizzi radio di dispositivi: il programma non li ha e non li cerca."))}
        """));
}
