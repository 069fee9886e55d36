namespace StoreSensing.Models.Tests.Import;

/// <summary>Convolution as TensorFlow documents it, in plain loops: the oracle for the importer's window arithmetic.</summary>
internal static class PlainTensorFlow
{
    /// <summary>Picture NCHW, filter HWIO, result NCHW. https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2</summary>
    public static float[] Convolution(float[] picture, int height, int width, int inner, float[] filter, int kernel, int outer, float[] bias, int stride, bool same)
    {
        int Count(int side) => same ? (int)Math.Ceiling(side / (double)stride) : (int)Math.Ceiling((side - kernel + 1) / (double)stride);
        int Before(int side) => !same ? 0 : Math.Max(side % stride == 0 ? kernel - stride : kernel - (side % stride), 0) / 2;
        var (rows, columns) = (Count(height), Count(width));
        var result = new float[outer * rows * columns];
        for (var o = 0; o < outer; o++)
        for (var r = 0; r < rows; r++)
        for (var c = 0; c < columns; c++)
        {
            var sum = (double)bias[o];
            for (var ky = 0; ky < kernel; ky++)
            for (var kx = 0; kx < kernel; kx++)
            {
                var (y, x) = ((r * stride) + ky - Before(height), (c * stride) + kx - Before(width));
                if (y < 0 || y >= height || x < 0 || x >= width)
                    continue;
                for (var i = 0; i < inner; i++)
                    sum += picture[(((i * height) + y) * width) + x] * filter[(((((ky * kernel) + kx) * inner) + i) * outer) + o];
            }
            result[(((o * rows) + r) * columns) + c] = (float)sum;
        }
        return result;
    }
}
