using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Agent.Compliance.Fields;
using StoreSensing.Edge.Agent.Reporting;
using StoreSensing.Edge.Agent.Studies.Report;
using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Agent.Compliance;

/// <summary>The documents' shared words in Italian.</summary>
internal sealed class ItalianWords : PackWords
{
    public override string Code => "it";

    public override string DraftTitle => "Bozza, non consulenza legale.";

    public override string DraftText =>
        "Il programma l’ha scritta dalla configurazione del dispositivo e dalle schede dei modelli. Descrive che cosa fa il programma; non può conoscere il negozio, le sue ragioni e le sue persone. Ciò che solo il titolare può dire è segnato "
        + "“Risponda il titolare”. Rispondere, correggere e far verificare da chi conosce la materia prima di farvi affidamento. Una nuova esecuzione sostituisce questo file: scrivere le risposte in una copia.";

    public override string OpenLabel => "Risponda il titolare:";

    public override string NotNamed => "Risponda il titolare";

    public override string Yes => "sì";

    public override string No => "no";

    public override string Date => "Luogo e data";

    public override string Signature => "Per il titolare";

    public override string NoModel => "Non si usa nessuna rete neurale: le persone si trovano dal movimento.";

    public override string CardLanguage => "Dalle schede dei modelli, che sono in inglese. Le misure vengono da immagini di riferimento, non da questo negozio.";

    public override string CardBias => "Distorsioni e limiti noti";

    public override string CardMeasured => "Accuratezza misurata";

    public override string CardNotFor => "Quando non usarlo";

    public override string Carried => "portato in mano o sul cestino";

    public override IReadOnlyList<string> CameraHead => ["Telecamera", "Immagini da", "Trova", "Guarda i volti", "Parti oscurate"];

    public override IReadOnlyList<string> ZoneHead => ["Zona", "Si trova su", "Che cosa vi si misura"];

    public override IReadOnlyList<string> SensorHead => ["Sensore", "Zona", "Consenso"];

    public override IReadOnlyList<string> ModelHead => ["Modello", "Compito", "Licenza dei pesi", "Immagini di addestramento e loro condizioni"];

    public override IReadOnlyList<string> GuardHead => ["Che cosa esce, e con quale topic", "Si comunica quando"];

    public override IReadOnlyList<string> FieldHead => ["Campo", "Tipo", "Significato e unità", "Si comunica"];

    public override string MadeBy(PackFacts facts) => $"Scritto da {DeviceReporter.Software} a partire da {facts.File} (SHA-256 {facts.Fingerprint}).";

    public override string NoCard(string model, string? path) => path is null
        ? $"Il catalogo non indica una scheda per il modello '{model}': questa bozza non ne conosce accuratezza e distorsioni. Accertarle e aggiungerle, o usare un altro modello."
        : $"La scheda del modello '{model}' non c’è ({path}): questa bozza non ne conosce accuratezza e distorsioni. Mettere le schede accanto al catalogo ed eseguire di nuovo il comando.";

    public override string ZoneUse(string use) => use switch
    {
        "visits" => "visite, permanenza, presenze",
        "expression" => "espressione del volto",
        "queue" => "coda e attese",
        "display" => "attenzione a un’esposizione",
        "staff" => "zona del personale: né espressione né attenzione di chi vi è stato",
        "opt-out" => "zona di rifiuto: né espressione né attenzione di chi vi è stato",
        _ => throw new ArgumentOutOfRangeException(nameof(use), use, null),
    };

    public override string Kind(MessageKind kind) => kind switch
    {
        MessageKind.Zone => "Visite, permanenza e presenze per zona",
        MessageKind.Heat => "Calore: secondi e persone per cella del pavimento",
        MessageKind.Line => "Passaggi per linea",
        MessageKind.Expression => "Quote di espressioni del volto per zona",
        MessageKind.Flow => "Percorsi da zona a zona",
        MessageKind.Queue => "Code: lunghezza, attese, servizio",
        MessageKind.Occupancy => "Persone all’interno",
        MessageKind.Attention => "Attenzione alle esposizioni",
        MessageKind.Arousal => "Attivazione dalla conduttanza cutanea per zona",
        MessageKind.Status => "Stato del dispositivo",
        MessageKind.Describe => "Descrizione del dispositivo e della sua configurazione",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public override string Guard(FieldGuard guard) => guard.Kind switch
    {
        GuardKind.None => "conteggi di luoghi, comunicati come sono",
        GuardKind.Steps => $"a passi di {guard.Least} persone; il resto aspetta",
        GuardKind.Noise => $"con rumore, quando la somma rumorosa raggiunge {guard.Least} persone; meno aspetta",
        GuardKind.People => $"di almeno {guard.Least} persone; se sono meno, aspettano",
        GuardKind.Cell => $"per cella del pavimento, di almeno {guard.Least} persone in essa; se sono meno, aspettano",
        GuardKind.Unguarded => "dipende dalle persone presenti, e si comunica come è, in ogni finestra",
        GuardKind.Sessions => $"di almeno {guard.Least} contatti con il sensore; se sono meno, aspettano",
        GuardKind.Never => "mai con questo profilo: null o assente",
        GuardKind.Frame => "nessuna cifra sulle persone",
        GuardKind.Waiting => "quante cifre aspettano: dipende alla lontana dalle persone, si comunica come è",
        GuardKind.Load => "quanto lavora in fretta il dispositivo: dipende alla lontana da quante persone sono in vista, si comunica come è",
        GuardKind.Device => "sul dispositivo, nulla sulle persone",
        _ => throw new ArgumentOutOfRangeException(nameof(guard), guard, null),
    };

    public override string Budget(PackFacts facts) => facts.EpsilonPerDay is not { } epsilon ? "" : $"Privacy differenziale: ogni cifra sulle persone porta un rumore geometrico bilaterale. Senza rumore si comunica ciò che non dipende dalle persone, o solo alla lontana: tempi e secondi osservati, nomi di luoghi, e lo stato del dispositivo e delle telecamere con i fotogrammi al secondo. Di ciò che porta rumore, qualunque cosa si pubblichi, la perdita di riservatezza di una singola traccia è al massimo ε = {new ReportNumbers(',').Plain(epsilon)} al giorno (di una traccia contano al massimo {facts.Config.Strict.Visits} visite, {facts.Config.Strict.EngagedVisits} visite attente, {facts.Config.Strict.Crossings} passaggi e {facts.Config.Strict.HeatSeconds} s di calore). Il limite vale per le tracce: chi si perde di vista ed è ritrovato è una traccia nuova, con un altro ε. Un registro su disco conserva il bilancio del giorno anche dopo un riavvio; quando è esaurito, non si comunica più nulla.";

    public override string Input(string input) => InputKind.Of(input) switch
    {
        InputKind.Network => "una telecamera in rete",
        InputKind.Device => "una telecamera su questo dispositivo",
        InputKind.Simulated => "persone simulate, nessuna telecamera",
        _ => "una registrazione (file)",
    };

    public override string Detector(string detector) => DetectorKind.Of(detector) switch
    {
        DetectorKind.Motion => "ciò che si muove, senza modello",
        DetectorKind.Faces => "persone dal volto",
        _ => "persone",
    };

    public override string Task(string task) => task switch
    {
        ModelTask.PersonDetection => "trova persone",
        ModelTask.FaceDetection => "trova volti",
        ModelTask.FaceLandmarks => "punti del volto, per la direzione della testa",
        ModelTask.Expression => "espressione del volto",
        ModelTask.HeadPose => "direzione della testa",
        _ => task,
    };

    public override string Basis(string basis) => basis switch
    {
        "consent" => "consenso, GDPR art. 6, par. 1, lett. a)",
        "contract" => "contratto, GDPR art. 6, par. 1, lett. b)",
        "legal-obligation" => "obbligo legale, GDPR art. 6, par. 1, lett. c)",
        "vital-interests" => "interessi vitali, GDPR art. 6, par. 1, lett. d)",
        "public-task" => "compito di interesse pubblico, GDPR art. 6, par. 1, lett. e)",
        "legitimate-interests" => "legittimo interesse, GDPR art. 6, par. 1, lett. f)",
        _ => basis,
    };

    public override string Profile(string profile) => profile switch
    {
        "traffic" => "traffic: solo conteggi e calore",
        "standard" => "standard: conteggi come sono, tutto il resto di abbastanza persone",
        "strict" => "strict: tutto di abbastanza persone, conteggi a passi o con rumore",
        _ => profile,
    };
}
