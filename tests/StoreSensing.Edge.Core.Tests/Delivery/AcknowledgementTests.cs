using System.Text;
using StoreSensing.Edge.Core.Delivery;

namespace StoreSensing.Edge.Core.Tests.Delivery;

public sealed class AcknowledgementTests
{
    [Fact]
    public void Read_Ranges_AreTaken()
    {
        var read = Acknowledgement.Read("""{"schema":"ack/1","session":"a1","ranges":[[1,4],[6,6]]}"""u8);
        read.Session.ShouldBe("a1");
        read.Ranges.ShouldBe([new SeqRange(1, 4), new SeqRange(6, 6)]);
    }

    [Fact]
    public void Read_Refused_AreTakenApart() =>
        Acknowledgement.Read("""{"schema":"ack/1","session":"a1","ranges":[],"refused":[[5,7]]}"""u8).Refused.ShouldBe([new SeqRange(5, 7)]);

    [Theory]
    [InlineData("", "not an acknowledgement")]
    [InlineData("null", "not an acknowledgement")]
    [InlineData("{}", "not an acknowledgement")]
    [InlineData("""{"schema":"ack/2","session":"a","ranges":[]}""", "schema 'ack/2' is not ack/1")]
    [InlineData("""{"schema":"ack/1","session":"","ranges":[]}""", "the session is empty")]
    [InlineData("""{"schema":"ack/1","session":"a","ranges":[[4,1]]}""", "[4, 1] is not a range")]
    [InlineData("""{"schema":"ack/1","session":"a","ranges":[[4]]}""", "[4] is not a range")]
    [InlineData("""{"schema":"ack/1","session":"a","ranges":[[1,2,3]]}""", "[1, 2, 3] is not a range")]
    [InlineData("""{"schema":"ack/1","session":"a","ranges":[],"more":1}""", "not an acknowledgement")]
    public void Read_SomethingElse_SaysWhatIsWrong(string json, string expected) =>
        Should.Throw<FormatException>(() => Acknowledgement.Read(Encoding.UTF8.GetBytes(json))).Message.ShouldContain(expected);
}
