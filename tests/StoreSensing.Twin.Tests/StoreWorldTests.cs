using System.Runtime.InteropServices;
using System.Security.Cryptography;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Twin.Cameras;
using StoreSensing.Twin.Randomness;
using StoreSensing.Twin.Scenes;
using StoreSensing.Twin.Walking;

namespace StoreSensing.Twin.Tests;

public sealed class StoreWorldTests
{
    [Fact]
    public void Step_SameSeed_SameBytes()
    {
        Fingerprint(7).ShouldBe(Fingerprint(7));
        Fingerprint(7).ShouldNotBe(Fingerprint(8));
    }

    // 40 weeks: an hour's count is Poisson, so it lies within five standard deviations of its mean.
    [Fact]
    public void Arrivals_ByHour_MatchTheRate()
    {
        const int Weeks = 40;
        var rate = WeeklyRate.Shop(24);
        var process = new ArrivalProcess(rate, 0, new Pcg32(5, 1));
        var counts = new int[WeeklyRate.Hours];
        for (var hour = 0; hour < Weeks * WeeklyRate.Hours; hour++)
            while (process.Next((hour + 1) * 3600.0 - 1e-6))
                counts[hour % WeeklyRate.Hours]++;
        for (var hour = 0; hour < WeeklyRate.Hours; hour++)
        {
            var mean = rate.At(hour) * Weeks;
            ((double)counts[hour]).ShouldBe(mean, (5 * Math.Sqrt(mean)) + 1e-9, $"hour {hour}");
        }
        counts[3].ShouldBe(0);
        counts.Sum().ShouldBeGreaterThan(50_000);
    }

    [Fact]
    public void Passers_TenThousand_LookAtThePublishedRates()
    {
        var world = new StoreWorld(
            BuiltInScenes.Shop with { Arrivals = WeeklyRate.Never, Passers = WeeklyRate.Always(1800) },
            new TwinOptions { Start = TwinRun.Morning, Seed = 11, Step = TimeSpan.FromSeconds(0.5) });
        while (world.Totals.Passers < 10_000)
            world.Step();

        var share = (double)world.Totals.Looks / world.Totals.Passers;
        share.ShouldBe(0.35, 0.02); // four standard deviations
        (world.Totals.LookSeconds / world.Totals.Looks).ShouldBe(0.7, 0.05);
        world.Totals.TurnedAway.ShouldBe(0);
    }

    [Fact]
    public void Visitors_ThousandsThroughTheDay_AllLeaveAndFreeTheirSlots()
    {
        var world = new StoreWorld(BuiltInScenes.Shop with { Arrivals = WeeklyRate.Always(60) }, new TwinOptions { Start = TwinRun.Morning, MostVisitors = 3000, Step = TimeSpan.FromSeconds(0.5) });
        var ended = 0;
        var inside = new HashSet<long>();
        var most = 0;
        while (world.Totals.Visitors < 3000 || TwinRun.IsAnyShopper(world))
        {
            world.Step();
            foreach (ref readonly var person in world.Samples)
                if (person.Role == PersonRole.Shopper)
                    inside.Add(person.Id);
            foreach (ref readonly var end in world.Ended)
                ended += inside.Remove(end.Id) ? 1 : 0;
            most = Math.Max(most, world.Samples.Length);
        }
        ended.ShouldBe(3000);
        inside.ShouldBeEmpty();
        most.ShouldBeLessThan(world.Scene.Capacity);
        world.Totals.Served.ShouldBeGreaterThan(200);
    }

    [Fact]
    public void People_AtAnyTime_StandInNoShelf()
    {
        var world = new StoreWorld(BuiltInScenes.Shop, new TwinOptions { Start = TwinRun.Morning, Step = TimeSpan.FromSeconds(0.25) });
        var (samples, within) = (0, 0);
        for (var i = 0; i < 4 * 3600 * 3; i++)
        {
            world.Step();
            foreach (ref readonly var person in world.Samples)
                foreach (var obstacle in world.Scene.Obstacles)
                {
                    samples++;
                    within += obstacle.Contains(person.Position) ? 1 : 0;
                }
        }
        samples.ShouldBeGreaterThan(100_000);
        ((double)within / samples).ShouldBeLessThan(0.001); // pushed aside into one, now and then
    }

    [Fact]
    public void Staff_WhileOpen_IsThereAndMarked()
    {
        var world = new StoreWorld(BuiltInScenes.Shop, new TwinOptions { Start = TwinRun.Morning.AddHours(-1), Step = TimeSpan.FromSeconds(0.5) });
        int Staff()
        {
            var count = 0;
            foreach (ref readonly var person in world.Samples)
                count += person.Role == PersonRole.Staff ? 1 : 0;
            return count;
        }
        while (world.Now.Elapsed < TimeSpan.FromMinutes(59))
            world.Step();
        Staff().ShouldBe(0);
        while (world.Now.Elapsed < TimeSpan.FromHours(3))
            world.Step();
        Staff().ShouldBe(2);
        while (world.Now.Elapsed < TimeSpan.FromHours(13))
            world.Step();
        Staff().ShouldBe(0);
    }

    [Fact]
    public void Step_Busy_AllocatesNothing()
    {
        var scene = BuiltInScenes.Shop with { Arrivals = WeeklyRate.Always(60), Passers = WeeklyRate.Always(300) };
        var world = new StoreWorld(scene, new TwinOptions { Start = TwinRun.Morning });
        var view = new CameraView(BuiltInScenes.CamerasOf("shop")[0], new NoiseOptions(), scene.Capacity, 1);
        var found = new Detection[view.Capacity];
        Run(2000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(20_000);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void Run(int steps)
        {
            for (var i = 0; i < steps; i++)
            {
                world.Step();
                view.Detect(world.Samples, world.Now.Elapsed, found);
            }
        }
    }

    private static string Fingerprint(ulong seed)
    {
        var world = new StoreWorld(BuiltInScenes.Shop, new TwinOptions { Start = TwinRun.Morning, Seed = seed });
        var camera = BuiltInScenes.CamerasOf("shop")[0];
        var view = new CameraView(camera, new NoiseOptions(), world.Scene.Capacity, seed);
        var picture = new PictureOf(world.Scene, camera, 80, 60);
        var found = new Detection[view.Capacity];
        var pixels = new byte[80 * 60 * 3];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<double> numbers = stackalloc double[3];
        for (var i = 0; i < 8 * 1200; i++)
        {
            world.Step();
            foreach (ref readonly var p in world.Samples)
            {
                (numbers[0], numbers[1], numbers[2]) = (p.Id, p.Position.X, p.Position.Y);
                hash.AppendData(MemoryMarshal.AsBytes(numbers));
            }
            var count = view.Detect(world.Samples, world.Now.Elapsed, found);
            hash.AppendData(MemoryMarshal.AsBytes(found.AsSpan(0, count)));
            if (i % 100 == 0)
            {
                picture.Draw(world.Samples, pixels);
                hash.AppendData(pixels);
            }
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
