using System.Diagnostics;
using StoreSensing.Testing;

namespace StoreSensing.EndToEnd;

/// <summary>A simulated week through the real outbox, broker and store.</summary>
public sealed class TwinDemoTests
{
    [Fact]
    public async Task Demo_TwinWeek_ArrivesWholeWithinAMinute()
    {
        var clock = Stopwatch.StartNew();
        using var demo = ProductProgram.Demo("--port", $"{MosquittoBroker.FreePort()}", "--twin", "week", "--check");

        (await demo.ExitAsync(180)).ShouldBe(0, demo.Output + demo.Errors);

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1));
        demo.Errors.ShouldContain("with 168");
        demo.Output.ShouldContain("every number agrees");
    }

    [Fact]
    public async Task Demo_TwinOfUnknownSpan_IsRefused()
    {
        using var demo = ProductProgram.Demo("--twin", "month");

        (await demo.ExitAsync(30)).ShouldBe(2);

        demo.Errors.ShouldContain("--twin 'month': must be hour, day or week");
    }
}
