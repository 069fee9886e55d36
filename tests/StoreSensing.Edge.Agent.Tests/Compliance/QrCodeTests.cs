using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using StoreSensing.Edge.Agent.Compliance.Qr;

namespace StoreSensing.Edge.Agent.Tests.Compliance;

public class QrCodeTests
{
    /// <summary>Modules by libqrencode 4.1.1 (<c>qrencode -8 -l M -m 0 -t ASCII TEXT</c>): text, mask, side, and a number a row, its highest bit on the left.</summary>
    public static TheoryData<string, int, int, string> Known { get; } = Of(
    [
        [
            "https://example.com/privacy", 3, 29,
            """
            1fd33f7f 10516941 174fe45d 175d195d 174e8e5d 10484e41 1fd5557f 0017c900
            16eddf4b 06263771 1b7e6806 09a4e571 17d41a0c 18888b47 0d5c4ba7 04aaa192
            1f4107ba 0a848d2e 10470514 04983eb4 09e7a1fc 0010ed1f 1fd8975a 1055191a
            174d61f7 17595a1a 17587225 1041917a 1fd63b42
            """,
        ],
        [
            "https://www.bottega-esempio.example/privacy/informativa-completa?lang=it&store=brera", 3, 37,
            """
            1fd7dba17f 105dcc3141 174f114a5d 17591a4d5d 174e6a9f5d 104f4a9d41 1fd555557f 0012c93100
            16ef1ea54b 0791e725ae 1554dd2138 1797971fec 18736d7fff 1908fa177b 09fac79896 1f0161c172
            1f4f42aa0d 0b33edba4b 0d40694fef 029faf516a 1a469ee7b1 15a99b2988 10764c70e2 08af262b9e
            10d7f94ed4 03003a867b 0f484298b2 1537379681 07d295fdf4 001f65f917 1fdd7c8557 1051497311
            174f3c85f8 175292ef57 17550163dc 1047331cbc 1fd5695c17
            """,
        ],
        [
            "https://www.bottega-esempio.example/privacy/informativa-completa/negozi/milano-brera/2026/11/versione-tre?lang=it&x=0123456789", 2, 49,
            """
            1fc77b306b97f 104c426ac1f41 175832fd5235d 175d9ed4a9a5d 175184fef385d 105d5a440dc41 1fd555555557f 001b404772c00
            17ca81fc6fd7c 1a9250b9e3a76 0cf764153cd8f 02ac1e0f3a013 1e5314f6e352c 03a56359e9256 1ec8b1e52fd03 0f29c76285599
            11484bb53e384 14b24aab940e2 1763aaa57af19 0a95a50df28f1 1bf699f4e1dc4 008db2fcd20f0 0ff6aefd0e5ff 0712cd4798113
            07561fd66355d 1d15e6c4f9b14 1ff4437e3f5f7 0f368b1396088 0a7c1a58a72fd 0a3818a8e2148 09f06e4b36e5b 1a13c8ac6b488
            1e4fc18ac1bb6 0e338af86b2a2 19d78eaac125b 0136b367b0d00 03fd05cae5637 171662b8e09e8 08eb4260af5f3 0e3a633fd6d01
            1c61497ce3bfe 00115846f3916 1fc7f2548d553 1052dec790111 1754d87c0f5fd 175b9bc2e017a 175b893a0de23 1049ff5285cc9
            1fdaaf893e407
            """,
        ],
    ]);

    [Theory]
    [MemberData(nameof(Known))]
    public void Of_Text_HasTheModulesOfAnIndependentEncoder(string text, int mask, int side, string rows)
    {
        var code = QrCode.Of(text, mask);

        code.Size.ShouldBe(side);
        Rows(code).ShouldBe(rows.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(r => long.Parse(r, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void Of_NoMask_TakesTheOneOfLeastPenalty(string text, int mask, int side, string rows)
    {
        _ = (mask, side, rows);
        var chosen = QrPenalty.Of(QrCode.Of(text));

        chosen.ShouldBe(Enumerable.Range(0, 8).Min(m => QrPenalty.Of(QrCode.Of(text, m))));
        chosen.ShouldBeLessThan(Enumerable.Range(0, 8).Max(m => QrPenalty.Of(QrCode.Of(text, m))));
    }

    // ISO/IEC 18004:2015, annex I: the symbol 1-M of 01234567.
    [Fact]
    public void Correction_ExampleOfTheStandard_IsItsCodewords() =>
        ReedSolomon.Correction(Convert.FromHexString("10200C566180EC11EC11EC11EC11EC11"), 10).ShouldBe(Convert.FromHexString("A524D4C1ED36C7872C55"));

    // ISO/IEC 18004:2015, 7.9: level M and mask 101; annex D: version 7.
    [Fact]
    public void FormatAndVersion_ExamplesOfTheStandard_AreItsBits()
    {
        QrCode.FormatBits(0b00, 0b101).ShouldBe(0b100_0000_1100_1110);
        QrCode.VersionBits(7).ShouldBe(0b00_0111_1100_1001_0100);
    }

    // ISO/IEC 18004:2015, table 7: bytes that a version holds at level M.
    [Theory]
    [InlineData(14, 1)]
    [InlineData(15, 2)]
    [InlineData(106, 6)]
    [InlineData(107, 7)]
    [InlineData(213, 10)]
    [InlineData(214, 11)]
    [InlineData(666, 20)]
    public void VersionFor_Length_IsTheTablesVersion(int bytes, int version) => QrCodewords.VersionFor(new string('x', bytes)).ShouldBe(new QrVersion(version));

    [Fact]
    public void Of_TooLong_IsRefused() => Should.Throw<ArgumentException>(() => QrCode.Of(new string('x', 667)));

    /// <summary>Whatever the text, what was laid into the square is found in it again.</summary>
    [Fact]
    public void Of_AnyText_ReadsBack() => Prop.ForAll(
        ArbMap.Default.ArbFor<string>().Filter(t => t is not null && Encoding.UTF8.GetByteCount(t) <= 600 && t == Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(t))),
        text => QrReader.Read(QrCode.Of(text)) == text).QuickCheckThrowOnFailure();

    private static IEnumerable<long> Rows(QrCode code)
    {
        for (var y = 0; y < code.Size; y++)
        {
            var row = 0L;
            for (var x = 0; x < code.Size; x++)
                row = (row << 1) | (code[x, y] ? 1L : 0);
            yield return row;
        }
    }

    private static TheoryData<string, int, int, string> Of(object[][] known)
    {
        var data = new TheoryData<string, int, int, string>();
        foreach (var entry in known)
            data.Add((string)entry[0], (int)entry[1], (int)entry[2], (string)entry[3]);
        return data;
    }
}
