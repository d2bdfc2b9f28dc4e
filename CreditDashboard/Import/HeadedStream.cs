namespace CreditDashboard.Import;

/// <summary>
/// A stream whose beginning was looked at already: it is read again from its first byte, without seeking, and counted.
/// </summary>
sealed class HeadedStream(Stream rest) : Stream
{
    byte[] _head = [];
    int _headRead;

    /// <summary>How many bytes were handed on.</summary>
    public long BytesRead { get; private set; }

    /// <summary>The first bytes of the stream, all of it if it is shorter. Called once, before anything is read.</summary>
    public async Task<ReadOnlyMemory<byte>> PeekAsync(int length, CancellationToken cancellation)
    {
        var head = new byte[length];
        var read = await rest.ReadAtLeastAsync(head, length, throwOnEndOfStream: false, cancellation);
        _head = head[..read];
        return _head;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = FromHead(buffer.Span);
        if (read == 0)
            read = await rest.ReadAsync(buffer, cancellationToken);
        BytesRead += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = FromHead(buffer.AsSpan(offset, count));
        if (read == 0)
            read = rest.Read(buffer, offset, count);
        BytesRead += read;
        return read;
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    int FromHead(Span<byte> buffer)
    {
        var read = Math.Min(buffer.Length, _head.Length - _headRead);
        _head.AsSpan(_headRead, read).CopyTo(buffer);
        _headRead += read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            rest.Dispose();
        base.Dispose(disposing);
    }
}
