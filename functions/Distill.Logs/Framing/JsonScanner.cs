using System.Buffers;
using System.Text;

namespace Distill.Logs.Framing;

/// <summary>
/// Finds the records in JSON of any length that is not one record a line: a list, an object around a list, or objects one after another. It looks at
/// brackets and quotes alone, so damage inside a record costs that record.
/// </summary>
/// <param name="wrapper">The name of the list in the object around it; null when there is none.</param>
/// <param name="maxRecordBytes">The longest record in bytes.</param>
internal sealed class JsonScanner(string? wrapper, int maxRecordBytes)
{
    private static readonly SearchValues<byte> s_inString = SearchValues.Create("\"\\"u8);

    private readonly byte[] _wrapper = Encoding.UTF8.GetBytes(wrapper ?? "");
    private readonly ArrayBufferWriter<byte> _record = new();
    private readonly ArrayBufferWriter<byte> _name = new();
    private int _depth;
    private int _base;
    private long _length;
    private bool _isRecord;
    private bool _isString;
    private bool _isEscape;
    private bool _isWrapper;
    private bool _hasName;

    // An object that may hold the list. If it turns out to have none, it is a record.
    private bool _isCandidate;

    /// <summary>Whether a record ended. It stays until the next call of <see cref="Scan"/>.</summary>
    public bool HasRecord { get; private set; }

    /// <summary>The record that ended, on one line; empty when it was too long.</summary>
    public ReadOnlySpan<byte> Record => _record.WrittenSpan;

    /// <summary>Length of the record that ended, in bytes.</summary>
    public long RecordLength => _length;

    /// <summary>Whether the record that ended was too long.</summary>
    public bool IsOverlong => _length > maxRecordBytes;

    /// <summary>Takes bytes up to the end of the next record. Returns how many.</summary>
    public int Scan(ReadOnlySpan<byte> bytes)
    {
        if (HasRecord)
        {
            (HasRecord, _length) = (false, 0);
            _record.ResetWrittenCount();
        }

        for (var i = 0; i < bytes.Length; i++)
        {
            if (_isString)
            {
                var run = _isEscape ? 0 : bytes[i..].IndexOfAny(s_inString);
                run = run < 0 ? bytes.Length - i : run;
                Keep(bytes.Slice(i, run));
                KeepName(bytes.Slice(i, run));
                i += run;
                if (i < bytes.Length)
                {
                    InString(bytes[i]);
                    Keep(bytes.Slice(i, 1));
                }
            }
            else if (Step(bytes[i]))
            {
                return i + 1;
            }
        }

        return bytes.Length;
    }

    /// <summary>Ends the input: what is left is a record that was cut short.</summary>
    public void End()
    {
        HasRecord = _isRecord || _isCandidate;
        _isRecord = _isCandidate = false;
    }

    private void InString(byte b)
    {
        _isString = _isEscape || b != '"';
        _isEscape = !_isEscape && b == '\\';
    }

    // Takes a byte outside of strings. True when it ends a record.
    private bool Step(byte b)
    {
        if (!_isRecord && _depth == _base)
        {
            return Between(b);
        }

        switch (b)
        {
            case (byte)'"':
                _isString = true;
                StartName();
                break;
            case (byte)'{' or (byte)'[':
                var opensList = b == '[' && !_isRecord && _isWrapper && _depth == 1 && _hasName && _name.WrittenSpan.SequenceEqual(_wrapper);
                _depth++;
                if (opensList)
                {
                    _base = _depth;
                    _isCandidate = false;
                    _length = 0;
                    _record.ResetWrittenCount();
                }

                break;
            case (byte)'}' or (byte)']':
                _depth--;
                _isWrapper &= _depth > 0;
                break;
            case (byte)',' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' when _isRecord && _depth == _base:
                return EndRecord();
            default:
                break;
        }

        if (_isCandidate)
        {
            Keep([b is (byte)'\n' or (byte)'\r' ? (byte)' ' : b]);
            _isCandidate = _depth > 0;
            return !_isCandidate && EndRecord();
        }

        if (!_isRecord)
        {
            return false;
        }

        // A bracket that closes the list ends a bare value before it.
        if (_depth < _base)
        {
            LeaveList();
            return EndRecord();
        }

        Keep([b is (byte)'\n' or (byte)'\r' ? (byte)' ' : b]);
        return b is (byte)'}' or (byte)']' && _depth == _base && EndRecord();
    }

    // Takes a byte where a record may begin.
    private bool Between(byte b)
    {
        switch (b)
        {
            case (byte)',' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t':
                return false;
            case (byte)'[':
                _base = ++_depth;
                return false;
            case (byte)']' or (byte)'}' when _depth > 0:
                _depth--;
                LeaveList();
                return false;
            case (byte)'{' when wrapper is not null && _depth == 0:
                (_isWrapper, _hasName, _isCandidate) = (true, false, true);
                _depth = 1;
                Keep([b]);
                return false;
        }

        _isRecord = true;
        _isString = b == '"';
        _depth += b == '{' ? 1 : 0;
        Keep([b]);
        return false;
    }

    // In the object around the list nothing is a record.
    private void LeaveList() => _base = _isWrapper && _depth == 1 ? 0 : _depth;

    private bool EndRecord()
    {
        (HasRecord, _isRecord) = (true, false);
        return true;
    }

    private void StartName()
    {
        if (!_isRecord && _isWrapper && _depth == 1)
        {
            _name.ResetWrittenCount();
            _hasName = true;
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_isRecord || _isCandidate)
        {
            _length += bytes.Length;
            if (_length <= maxRecordBytes)
            {
                _record.Write(bytes);
            }
        }
    }

    private void KeepName(ReadOnlySpan<byte> bytes)
    {
        if (!_isRecord && _hasName && _depth == 1 && _name.WrittenCount <= _wrapper.Length)
        {
            _name.Write(bytes);
        }
    }
}
