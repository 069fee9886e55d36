using StoreSensing.Twin.Scenes;
using Xunit.Abstractions;
namespace StoreSensing.Twin.Tests;
public sealed class DebugT(ITestOutputHelper o)
{
    [Fact(Skip="x")] public void D()
    {
        var scene = BuiltInScenes.Shop with { Arrivals = WeeklyRate.Always(24), Staff = 0 };
        var camera = BuiltInScenes.CamerasOf("shop")[0];
        var w = new StoreWorld(scene, new TwinOptions { Start = TwinRun.Morning, Seed = 1, MostVisitors = 300 });
        var side = new Dictionary<long, (int S, double X, double T, double Y)>(); var ins = new Dictionary<long,int>();
        var hist = new Dictionary<long, List<string>>();
        for (var k = 0; k < 8 * 40000; k++)
        {
            w.Step();
            foreach (var p in w.Samples) if (p.Role == PersonRole.Shopper)
            {
                var y = p.Position.Y;
                if (!hist.TryGetValue(p.Id, out var h)) hist[p.Id] = h = [];
                if (y < 1.0 && h.Count < 60) h.Add($"{w.Now.Elapsed.TotalSeconds:0.0}:{p.Position.X:0.00},{y:0.00}{(camera.Sees(p.Position)?"":"!")}");
                var s = y >= .75 ? 1 : y <= .25 ? -1 : 0;
                if (s == 0) continue;
                if (side.TryGetValue(p.Id, out var was) && was.S == -1 && s == 1) ins[p.Id] = ins.GetValueOrDefault(p.Id) + 1;
                side[p.Id] = (s, 0, 0, 0);
            }
        }
        foreach (var (id, h) in hist) if (ins.GetValueOrDefault(id) != 1) o.WriteLine($"{id} in {ins.GetValueOrDefault(id)}: {string.Join(' ', h)}");
        o.WriteLine($"{ins.Values.Sum()} {hist.Count}");
        var f = 0; foreach (var (id, h) in hist) if (h.Count > 2 && f++ < 6) o.WriteLine(string.Join(' ', h.Take(25)));
    }
}
