using System.Security.Cryptography;
using StoreSensing.Contracts.Audit;
using StoreSensing.Contracts.Wire;

namespace StoreSensing.Contracts.Tests.Audit;

public sealed class TextJudgeTests
{
    [Theory]
    [InlineData("left-window")]
    [InlineData("summer-window-2026-left-1")]
    [InlineData("schaufensterdekorationsabteilung")]
    [InlineData("cam1-front2-aisle3-shelf4")]
    [InlineData("Regal 12b, vor der Umkleidekabine im Untergeschoss")]
    [InlineData("face_detection_back_256x256_float16_quant")]
    [InlineData("storesensing-edge 0.1.0")]
    [InlineData("vetrina-principale-piazza-duomo")]
    [InlineData("decade")]
    public void Random_NamesThatPeopleGive_AreNot(string text) => TextJudge.Random(text).ShouldBeNull();

    [Fact]
    public void Random_FaultSentences_AreNotAndHoldNothing()
    {
        foreach (var sentence in FaultSentences.All)
            (TextJudge.Random(sentence), TextJudge.Identifying(sentence), TextJudge.HoldsTime(sentence)).ShouldBe((null, null, false));
    }

    // Stated chances: what the thresholds find of ids made at random.
    [Theory]
    [InlineData(16, true, 0.99)]
    [InlineData(32, true, 0.999)]
    [InlineData(16, false, 0.9)]
    [InlineData(32, false, 0.999)]
    public void Random_RandomBytes_AreFound(int length, bool hex, double share)
    {
        var random = new Random(5);
        const string Alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
        var found = 0;
        for (var i = 0; i < 5000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, length).Select(_ => hex ? "0123456789abcdef"[random.Next(16)] : Alphabet[random.Next(36)]));
            found += TextJudge.Random(text) is null ? 0 : 1;
        }
        (found / 5000.0).ShouldBeGreaterThanOrEqualTo(share);
    }

    [Fact]
    public void Random_Base64OfKeys_IsFound()
    {
        for (var i = 0; i < 200; i++)
            TextJudge.Random(Convert.ToBase64String(SHA256.HashData([(byte)i]))).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("aaaa", 0)]
    [InlineData("abab", 1)]
    [InlineData("abcdefgh", 3)]
    public void Entropy_KnownTexts_AreExact(string text, double bits) => TextJudge.Entropy(text).ShouldBe(bits, 1e-12);

    [Theory]
    [InlineData("seen 10:04", true)]
    [InlineData("2026-03-02", true)]
    [InlineData("20260302T100431", true)]
    [InlineData("1:1 model", false)]
    [InlineData("zone-12", false)]
    public void HoldsTime_DatesAndTimesOfDay_AreFound(string text, bool expected) => TextJudge.HoldsTime(text).ShouldBe(expected);
}
