using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;

namespace CreditDashboard.Core.Verdicts;

/// <summary>
/// The rows of an account by what they name, each list ascending, so that whoever asks for the rows of one contact does not look at those of
/// a million others. Each list is made when it is first asked for, and kept with the judgement.
/// </summary>
public sealed class KeyedRows
{
    readonly Lazy<Buckets> _revealsOfContact;
    readonly Lazy<Buckets> _revealsOfJob;
    readonly Lazy<Buckets> _revealsOfRequest;
    readonly Lazy<Buckets> _deductionsOfContact;
    readonly Lazy<Buckets> _deductionsOfJob;
    readonly Lazy<Buckets> _deductionsOfRequest;

    internal KeyedRows(AccountRows rows)
    {
        var (reveals, deductions) = (rows.Reveals, rows.Deductions);
        _revealsOfContact = new(() => new Buckets(Array.ConvertAll(reveals, row => row.Contact)));
        _revealsOfJob = new(() => new Buckets(Array.ConvertAll(reveals, row => row.Job)));
        _revealsOfRequest = new(() => new Buckets(Array.ConvertAll(reveals, row => row.Request)));
        _deductionsOfContact = new(() => new Buckets(Array.ConvertAll(deductions, row => row.Contact)));
        _deductionsOfJob = new(() => new Buckets(Array.ConvertAll(deductions, row => row.Job)));
        _deductionsOfRequest = new(() => new Buckets(Array.ConvertAll(deductions, row => row.Request)));
    }

    /// <summary>The rows of a side that name a contact, by its number among the rows' names; none for the absent one.</summary>
    public ReadOnlySpan<int> OfContact(Side side, int contact) => (side == Side.Reveal ? _revealsOfContact : _deductionsOfContact).Value[contact];

    /// <summary>The rows of a side that name a job.</summary>
    public ReadOnlySpan<int> OfJob(Side side, int job) => (side == Side.Reveal ? _revealsOfJob : _deductionsOfJob).Value[job];

    /// <summary>The rows of a side that name a request.</summary>
    public ReadOnlySpan<int> OfRequest(Side side, int request) => (side == Side.Reveal ? _revealsOfRequest : _deductionsOfRequest).Value[request];
}
