using StoreSensing.Benchmarks;
using StoreSensing.Benchmarks.Delivery;

if (args is [DrainProgram.Argument, var broker])
    return await DrainProgram.RunAsync(broker);

string[] topics = ["floor", "faces", "gsr", "privacy", "delivery", "pages", "windows", "install"];
var json = args.Contains("--json");
var asked = args.Where(a => a != "--json").ToList();
var unknown = asked.FirstOrDefault(a => !topics.Contains(a) && !DeliveryFigures.Parts.Contains(a));
if (unknown is not null)
{
    Console.Error.WriteLine($"'{unknown}' is no topic: {string.Join(", ", topics)}, {string.Join(", ", DeliveryFigures.Parts)}; --json for JSON");
    return 2;
}
var report = new Report(json);
foreach (var topic in asked.Count > 0 ? asked : [.. topics])
{
    switch (topic)
    {
        case "floor":
            GoldenFigures.Measure(report);
            FloorPlanFigures.Measure(report);
            TrackingFigures.Measure(report);
            TwinFigures.Measure(report);
            FloorFigures.Measure(report);
            PixelFigures.Measure(report);
            break;
        case "faces":
            FacesFigures.Measure(report);
            break;
        case "gsr":
            GsrFigures.Measure(report);
            break;
        case "privacy":
            PrivacyFigures.Measure(report);
            break;
        case var part when part.StartsWith("delivery", StringComparison.Ordinal):
            DeliveryFigures.Measure(report, part);
            break;
        default:
            report.Skip(topic, "nothing is promised about it in this version");
            break;
    }
}
report.Close();
return report.AnyShort ? 1 : 0;
