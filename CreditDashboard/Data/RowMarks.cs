using System.Collections;
using System.IO.Compression;

namespace CreditDashboard.Data;

/// <summary>One bit a row, by its index. Most files repeat long stretches or nothing, so they pack well.</summary>
sealed class RowMarks(int rows)
{
    readonly BitArray _bits = new(rows);

    public bool this[int row]
    {
        get => row < _bits.Length && _bits[row];
        set => _bits[row] = value;
    }

    public bool IsEmpty => !_bits.HasAnySet();

    public void Add(RowMarks other) => _bits.Or(other._bits);

    public byte[] Packed()
    {
        var bytes = new byte[(_bits.Length + 7) / 8];
        _bits.CopyTo(bytes, 0);
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
            brotli.Write(bytes);
        return packed.ToArray();
    }

    public static RowMarks Of(byte[] packed)
    {
        using var bytes = new MemoryStream();
        using (var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress))
            brotli.CopyTo(bytes);
        return new RowMarks(new BitArray(bytes.ToArray()));
    }

    RowMarks(BitArray bits)
        : this(0) => _bits = bits;
}
