using StoreSensing.Contracts.Statistics;
using StoreSensing.Edge.Core.Faces;

namespace StoreSensing.Models.Evaluation;

/// <summary>What a set's networks said about a labelled face, uncalibrated, in the set's order.</summary>
internal sealed record FaceReading(ExpressionClass Truth, IReadOnlyList<Expression> Raw);

/// <summary>Calibration of a set of networks, fitted on labelled faces: each network's own, the mean's temperature, and the classes' shares.</summary>
internal sealed record ExpressionFit(IReadOnlyList<ExpressionCalibration> Calibrations, double Temperature, ClassValues Prior)
{
    /// <summary>Fits; every class must be among the faces.</summary>
    public static ExpressionFit To(IReadOnlyList<FaceReading> faces)
    {
        ExpressionClass[] truths = [.. faces.Select(f => f.Truth)];
        ExpressionCalibration[] each = [.. Enumerable.Range(0, faces[0].Raw.Count).Select(m => CalibrationFit.Fit([.. faces.Select(f => f.Raw[m])], truths, biases: true))];
        var mean = CalibrationFit.Fit([.. faces.Select(f => Mean(f, each))], truths, biases: false);
        double Share(ExpressionClass c) => (double)truths.Count(t => t == c) / truths.Length;
        return new ExpressionFit(each, mean.Temperature, new ClassValues(
            Share(ExpressionClass.Positive), Share(ExpressionClass.Neutral), Share(ExpressionClass.Negative), Share(ExpressionClass.Surprise)));
    }

    /// <summary>Probabilities where the classes are mixed as among the faces it was fitted on.</summary>
    public Expression AsLabelled(FaceReading face) => new ExpressionCalibration(Temperature, default).Apply(Mean(face, Calibrations));

    /// <summary>Probabilities as the device reads them: no mix is expected.</summary>
    public Expression AsRead(FaceReading face) => new ExpressionCalibration(
        Temperature, new ClassValues(-Math.Log(Prior.Positive), -Math.Log(Prior.Neutral), -Math.Log(Prior.Negative), -Math.Log(Prior.Surprise))).Apply(Mean(face, Calibrations));

    /// <summary>Each face as read by a fit that has not seen it: faces are dealt into <paramref name="folds"/>, class by class.</summary>
    public static IReadOnlyList<Expression> Unseen(IReadOnlyList<FaceReading> faces, int folds = 10, int seed = 1)
    {
        var fold = Deal(faces, folds, seed);
        var read = new Expression[faces.Count];
        for (var k = 0; k < folds; k++)
        {
            var fit = To([.. faces.Where((_, i) => fold[i] != k)]);
            for (var i = 0; i < faces.Count; i++)
                if (fold[i] == k)
                    read[i] = fit.AsRead(faces[i]);
        }
        return read;
    }

    /// <summary>Deals faces into parts at random, each class evenly.</summary>
    public static int[] Deal(IReadOnlyList<FaceReading> faces, int parts, int seed)
    {
        var random = new Random(seed);
        var part = new int[faces.Count];
        foreach (var alike in Enumerable.Range(0, faces.Count).GroupBy(i => faces[i].Truth).OrderBy(g => g.Key))
        {
            var indices = alike.ToArray();
            random.Shuffle(indices);
            for (var i = 0; i < indices.Length; i++)
                part[indices[i]] = i % parts;
        }
        return part;
    }

    /// <summary>Counts decisions by true class.</summary>
    public static ConfusionMatrix Confusion(IReadOnlyList<Expression> read, IReadOnlyList<ExpressionClass> truths, double threshold)
    {
        var counts = new int[ConfusionMatrix.Classes * ConfusionMatrix.Decisions];
        for (var i = 0; i < read.Count; i++)
            counts[((int)truths[i] * ConfusionMatrix.Decisions) + (int)read[i].Decide(threshold)]++;
        return new ConfusionMatrix(counts);
    }

    private static Expression Mean(FaceReading face, IReadOnlyList<ExpressionCalibration> each)
    {
        double positive = 0, neutral = 0, negative = 0, surprise = 0;
        for (var m = 0; m < each.Count; m++)
        {
            var one = each[m].Apply(face.Raw[m]);
            (positive, neutral, negative, surprise) = (positive + one.Positive, neutral + one.Neutral, negative + one.Negative, surprise + one.Surprise);
        }
        return new Expression((float)(positive / each.Count), (float)(neutral / each.Count), (float)(negative / each.Count), (float)(surprise / each.Count));
    }
}
