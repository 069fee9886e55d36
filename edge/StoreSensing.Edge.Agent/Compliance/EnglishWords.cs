using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Agent.Compliance.Fields;
using StoreSensing.Edge.Agent.Reporting;
using StoreSensing.Edge.Agent.Studies.Report;
using StoreSensing.Edge.Core.Inference;

namespace StoreSensing.Edge.Agent.Compliance;

/// <summary>The documents' shared words in English.</summary>
internal sealed class EnglishWords : PackWords
{
    public override string Code => "en";

    public override string DraftTitle => "Draft, not legal advice.";

    public override string DraftText =>
        "The program wrote this from the device's configuration and the model cards. It describes what the program does; it can't know the shop, its reasons or its people. What only the controller can say is marked "
        + "“To be answered by the controller”. Answer, correct and have it checked by someone who knows the law before you rely on it. A new run replaces this file: keep answers in a copy.";

    public override string OpenLabel => "To be answered by the controller:";

    public override string NotNamed => "To be answered by the controller";

    public override string Yes => "yes";

    public override string No => "no";

    public override string Date => "Place and date";

    public override string Signature => "For the controller";

    public override string NoModel => "No neural network is used: people are found by motion.";

    public override string CardLanguage => "From the model cards, which are in English. Figures in them were measured on reference pictures, not in this shop.";

    public override string CardBias => "Known bias and limits";

    public override string CardMeasured => "Measured accuracy";

    public override string CardNotFor => "When not to use it";

    public override string Carried => "carried";

    public override IReadOnlyList<string> CameraHead => ["Camera", "Pictures from", "Finds", "Looks at faces", "Masked parts"];

    public override IReadOnlyList<string> ZoneHead => ["Zone", "Lies on", "What is measured there"];

    public override IReadOnlyList<string> SensorHead => ["Sensor", "Zone", "Consent"];

    public override IReadOnlyList<string> ModelHead => ["Model", "Task", "Licence of the weights", "Training pictures and their terms"];

    public override IReadOnlyList<string> GuardHead => ["What leaves, and under which topic", "Told when"];

    public override IReadOnlyList<string> FieldHead => ["Field", "Type", "Meaning and unit", "Told when"];

    public override string MadeBy(PackFacts facts) => $"Made by {DeviceReporter.Software} from {facts.File} (SHA-256 {facts.Fingerprint}).";

    public override string NoCard(string model, string? path) => path is null
        ? $"The catalog names no card for the model '{model}': its accuracy and bias are unknown to this draft. Find them out and add them, or use another model."
        : $"The card of the model '{model}' is not there ({path}): its accuracy and bias are unknown to this draft. Put the cards beside the catalog and run the command again.";

    public override string ZoneUse(string use) => use switch
    {
        "visits" => "visits, dwell, occupancy",
        "expression" => "facial expression",
        "queue" => "queue and waits",
        "display" => "attention to a display",
        "staff" => "staff zone: no expression, no attention of who has stood there",
        "opt-out" => "opt-out zone: no expression, no attention of who has stood there",
        _ => throw new ArgumentOutOfRangeException(nameof(use), use, null),
    };

    public override string Kind(MessageKind kind) => kind switch
    {
        MessageKind.Zone => "Visits, dwell and occupancy per zone",
        MessageKind.Heat => "Heat: seconds and people per floor cell",
        MessageKind.Line => "Crossings per line",
        MessageKind.Expression => "Shares of facial expressions per zone",
        MessageKind.Flow => "Ways from zone to zone",
        MessageKind.Queue => "Queues: length, waits, service",
        MessageKind.Occupancy => "People inside",
        MessageKind.Attention => "Attention to displays",
        MessageKind.Arousal => "Skin-conductance arousal per zone",
        MessageKind.Status => "State of the device",
        MessageKind.Describe => "Description of the device and its configuration",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public override string Guard(FieldGuard guard) => guard.Kind switch
    {
        GuardKind.None => "counts about places, told as they are",
        GuardKind.Steps => $"in steps of {guard.Least} people; the rest waits",
        GuardKind.Noise => $"with noise, when the noisy sum reaches {guard.Least} people; less waits",
        GuardKind.People => $"of at least {guard.Least} people; fewer wait",
        GuardKind.Cell => $"per cell of the floor, of at least {guard.Least} people in it; fewer wait",
        GuardKind.Unguarded => "depends on the people who are there, and is told as it is, in every window",
        GuardKind.Sessions => $"of at least {guard.Least} contact sessions; fewer wait",
        GuardKind.Never => "never under this profile: null or left out",
        GuardKind.Frame => "no figure about people",
        GuardKind.Waiting => "how many figures wait: depends loosely on people, told as it is",
        GuardKind.Load => "how fast the device works: depends loosely on how many people are in view, told as it is",
        GuardKind.Device => "about the device, nothing about people",
        _ => throw new ArgumentOutOfRangeException(nameof(guard), guard, null),
    };

    public override string Budget(PackFacts facts) => facts.EpsilonPerDay is not { } epsilon ? "" : $"Differential privacy: every figure about people carries two-sided geometric noise. Told without noise is what does not depend on people, or only loosely: times and observed seconds, names of places, and the state of the device and its cameras with their frames per second. Of what carries noise, whatever is published, the privacy loss of any one track is at most ε = {new ReportNumbers('.').Plain(epsilon)} a day (at most {facts.Config.Strict.Visits} visits, {facts.Config.Strict.EngagedVisits} engaged visits, {facts.Config.Strict.Crossings} crossings and {facts.Config.Strict.HeatSeconds} s of heat of a track count). The bound is for tracks: somebody who is lost from view and found again is a new one, and has another ε. A ledger on disk keeps the day’s budget over restarts; when it is spent, nothing more is told.";

    public override string Input(string input) => InputKind.Of(input) switch
    {
        InputKind.Network => "a camera on the network",
        InputKind.Device => "a camera on this device",
        InputKind.Simulated => "simulated people, no camera",
        _ => "a recording (file)",
    };

    public override string Detector(string detector) => DetectorKind.Of(detector) switch
    {
        DetectorKind.Motion => "what moves, without a model",
        DetectorKind.Faces => "people by their faces",
        _ => "people",
    };

    public override string Task(string task) => task switch
    {
        ModelTask.PersonDetection => "finds people",
        ModelTask.FaceDetection => "finds faces",
        ModelTask.FaceLandmarks => "points of a face, for the head's direction",
        ModelTask.Expression => "facial expression",
        ModelTask.HeadPose => "the head's direction",
        _ => task,
    };

    public override string Basis(string basis) => basis switch
    {
        "consent" => "consent, GDPR Art. 6(1)(a)",
        "contract" => "contract, GDPR Art. 6(1)(b)",
        "legal-obligation" => "legal obligation, GDPR Art. 6(1)(c)",
        "vital-interests" => "vital interests, GDPR Art. 6(1)(d)",
        "public-task" => "public task, GDPR Art. 6(1)(e)",
        "legitimate-interests" => "legitimate interests, GDPR Art. 6(1)(f)",
        _ => basis,
    };

    public override string Profile(string profile) => profile switch
    {
        "traffic" => "traffic: counts and heat only",
        "standard" => "standard: counts as they are, everything else of enough people",
        "strict" => "strict: everything of enough people, counts in steps or with noise",
        _ => profile,
    };
}
