using FsCheck;
using FsCheck.Fluent;
using StoreSensing.Edge.Core.Physiology.Studies;

namespace StoreSensing.Edge.Core.Tests.Physiology.Studies;

public class RecordingFileTests
{
    [Theory]
    [InlineData("eda\n1.5\n2.5\n")]
    [InlineData("1.5\n2.5")]
    [InlineData("\uFEFFEDA (µS)\r\n1.5\r\n2.5\r\n\r\n")]
    [InlineData("\n\n  1.5 \n 2.5\n")]
    public void Parse_OneColumn_TakesTheRateFromTheName(string text)
    {
        var recording = Parse("walk_4hz.csv", text);

        recording.SamplesPerSecond.ShouldBe(4);
        recording.Microsiemens.ToArray().ShouldBe([1.5, 2.5]);
    }

    [Theory]
    [InlineData("walk_100Hz.csv", 100)]
    [InlineData("/data/day_4hz/walk_12.5hz.csv", 12.5)]
    [InlineData("walk_4hz_signals.csv", 4)]
    public void Parse_RateInName_IsRead(string name, double rate) => Parse(name, "1").SamplesPerSecond.ShouldBe(rate);

    [Fact]
    public void Parse_GivenRate_GoesBeforeTheName() => RecordingFile.Parse("walk_4hz.csv", ["1"], 8).SamplesPerSecond.ShouldBe(8);

    [Theory]
    [InlineData("walk.csv", "1")]
    [InlineData("walk_0hz.csv", "1")]
    [InlineData("day_4hz/walk.csv", "1")]
    public void Parse_NoRate_SaysHowToGiveIt(string name, string text) => Refusal(name, text).ShouldContain("doesn't tell its rate");

    [Fact]
    public void Parse_GivenRateAgainstTheTimes_IsRefused() =>
        Should.Throw<RecordingException>(() => RecordingFile.Parse("walk.csv", ["0,1", "0.25,2", "0.5,3"], 100)).Message
            .ShouldBe("walk.csv: most times are 0.25 s apart, which are 4 samples a second, not 100");

    [Fact]
    public void Parse_AnyJunk_IsShownShortAndHarmless()
    {
        var message = Refusal("walk_4hz.csv", "1\n\u001B[2J" + new string('q', 1000));

        message.Length.ShouldBeLessThan(150);
        message.ShouldNotContain('\u001B');
    }

    [Fact]
    public void Parse_MissingCells_AreNaN() =>
        Parse("walk_4hz.csv", "eda\n1\nNaN\n2\n\n3\nNA\n\n\n").Microsiemens.ToArray().ShouldBe([1, double.NaN, 2, double.NaN, 3, double.NaN]);

    [Theory]
    [InlineData("time_seconds,microsiemens\n10,1\n10.25,2\n10.5,3\n")]
    [InlineData("10;1\n10.25;2\n10.5;3")]
    [InlineData("10\t1\n10.25\t2\n\n10.5\t3\n")]
    public void Parse_TwoColumns_TakesTheRateFromTheTimes(string text)
    {
        var recording = Parse("walk.csv", text);

        (recording.SamplesPerSecond, recording.StartSeconds).ShouldBe((4, 10));
        recording.Microsiemens.ToArray().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Parse_GapInTheTimes_BecomesMissingSamples() =>
        Parse("walk.csv", "0,1\n0.25,2\n0.5,3\n1.25,4\n1.5,").Microsiemens.ToArray().ShouldBe([1, 2, 3, double.NaN, double.NaN, 4, double.NaN]);

    [Fact]
    public void Parse_JitterAndMilliseconds_GiveTheRoundRate()
    {
        var random = new Random(3);
        var lines = Enumerable.Range(0, 3000).Select(i => FormattableString.Invariant($"{1.7e9 + Math.Round((i / 30.0) + (0.005 * random.NextDouble()), 3)},{i}"));

        var recording = RecordingFile.Parse("walk.csv", lines);

        recording.SamplesPerSecond.ShouldBe(30);
        recording.Microsiemens.Length.ShouldBe(3000);
    }

    [Theory]
    [InlineData("eda\n1\nx\n", "line 3", "'x'")]
    [InlineData("eda\n1\ninfinity\n", "line 3", "'infinity'")]
    [InlineData("1.2x\n1\n", "line 1", "'1.2x'")]
    [InlineData("eda\n1\n1,5\n", "line 3", "2 columns")]
    [InlineData("0,1,2\n", "line 1", "3 columns")]
    [InlineData("t,eda\n0,1\nlater,2\n", "line 3", "'later'")]
    [InlineData("0,1\n1,2\n1,3\n", "line 3", "1 s doesn't come after 1 s")]
    [InlineData("0,1\n1,2\n2,3\n1.5,3\n", "line 4", "1.5 s doesn't come after 2 s")]
    [InlineData("0,1\n1,2\n2,3\n2.5,3\n3.5,3\n", "line 4", "uneven")]
    [InlineData("0,1\n1,2\n2,3\n1e12,3\n", "line 4", "too long a gap")]
    [InlineData("-1e308,1\n1e308,2\n", "line 2", "uneven")]
    [InlineData("0,1\n", "walk_4hz.csv", "one time only")]
    [InlineData("eda\n", "walk_4hz.csv", "no value")]
    [InlineData("", "walk_4hz.csv", "no value")]
    [InlineData("nan\nnan\n", "walk_4hz.csv", "no value")]
    public void Parse_NoRecording_NamesLineAndValue(string text, string place, string what)
    {
        var refusal = Refusal("walk_4hz.csv", text);

        refusal.ShouldContain("walk_4hz.csv");
        refusal.ShouldContain(place);
        refusal.ShouldContain(what);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-4)]
    [InlineData(double.NaN)]
    public void Parse_ImpossibleRate_IsRefused(double rate) =>
        Should.Throw<RecordingException>(() => RecordingFile.Parse("walk.csv", ["1"], rate)).Message.ShouldContain("no rate");

    [Fact]
    public void Parse_RateThatTheTimesContradict_IsRefused() =>
        Should.Throw<RecordingException>(() => RecordingFile.Parse("walk.csv", ["0,1", "0.1,2", "0.2,3"], 4)).Message.ShouldContain("line 2");

    // Broken files: what is no recording is refused in a sentence, whatever it is.
    [Fact]
    public void Parse_AnyText_ReadsOrRefuses()
    {
        string[] pieces = ["1.5", "-2", "1e9", "1e308", "-1e308", "nan", "inf", "eda", ",", ",", ";", "\t", "\n", "\n", "\n", " ", "\"", "µ", "0.1", "3", "\0"];
        Prop.ForAll(ArbMap.Default.ArbFor<uint>(), seed =>
        {
            var random = new Random((int)seed);
            var text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => pieces[random.Next(pieces.Length)]));
            try
            {
                var recording = Parse("walk_4hz.csv", text);

                recording.Microsiemens.Length.ShouldBeGreaterThan(0);
                recording.Microsiemens.ToArray().ShouldAllBe(v => !double.IsInfinity(v));
                recording.SamplesPerSecond.ShouldBeGreaterThan(0);
            }
            catch (RecordingException refusal)
            {
                refusal.Message.ShouldStartWith("walk_4hz.csv");
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    private static Recording Parse(string name, string text) => RecordingFile.Parse(name, text.Split('\n'));

    private static string Refusal(string name, string text) => Should.Throw<RecordingException>(() => Parse(name, text)).Message;
}
