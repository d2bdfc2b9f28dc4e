namespace CreditDashboard.Tests.Data;

/// <summary>Each way to break a store by hand, past the triggers, is found and named.</summary>
public class StoreCheckTests
{
    const string Free = "DROP TRIGGER reveals_grow; DROP TRIGGER reveals_stay; DROP TRIGGER deductions_grow; DROP TRIGGER deductions_stay;";

    [Theory]
    [InlineData("UPDATE reveals SET tie = tie + 1 WHERE id = 'R-5a'", "Reveal R-5a of acme: its position does not agree with its id.")]
    [InlineData("UPDATE deductions SET id = 'D-77' WHERE id = 'D-5'", "Deduction D-77 of acme: its position does not agree with its id.")]
    [InlineData("UPDATE deductions SET user = 99 WHERE id = 'D-5'", "Deduction D-5 of acme: it names a user, channel or action that does not exist.")]
    [InlineData("UPDATE reveals SET version_to = version_from WHERE id = 'R-5a'", "Reveal R-5a of acme: its versions are not in order.")]
    [InlineData("UPDATE reveals SET version_from = 7 WHERE id = 'R-5a'", "Reveal R-5a of acme: it was written by an import that never ended.")]
    [InlineData("UPDATE deductions SET credits = 0 WHERE id = 'D-5'", "Deduction D-5 of acme: its credits are 0")]
    [InlineData("UPDATE deductions SET credits = 8 WHERE id = 'D-10'", "of acme is not stored as its rows give it.")]
    [InlineData("UPDATE deductions SET at = at + 864000000000 WHERE id = 'D-10'", "of acme is not stored as its rows give it.")]
    [InlineData("DELETE FROM deductions WHERE id = 'D-10'", "of acme is not stored as its rows give it.")]
    [InlineData("UPDATE verdicts SET discrepancy = 7 WHERE code = 3", "of acme is not stored as its rows give it.")]
    [InlineData("UPDATE verdicts SET version_to = 1 WHERE code = 3", "of acme is not stored as its rows give it.")]
    [InlineData("DELETE FROM names WHERE kind = 2 AND code = 1", "The names of kind 2 of acme are not numbered without gaps.")]
    [InlineData("UPDATE names SET public_id = NULL WHERE kind = 1 AND code = 1", "A user of acme has no id to stand in addresses.")]
    [InlineData("INSERT INTO reveals SELECT account, at + 1, tie, version_from, version_to, id, user, channel, action, credit_type, emails, phones, emails_requested, phones_requested, quantity, contact, job, request FROM reveals WHERE id = 'R-10'", "Reveal R-10 of acme is there twice.")]
    public async Task BrokenRow_IsNamed(string harm, string broken)
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        await store.ImportAsync(TestStore.Sample("article.reveals.csv"), TestStore.Sample("article.deductions.csv"));
        await store.DigestAsync();
        store.Query(Free + harm);

        var report = await store.CheckAsync();
        Assert.Contains(broken, report.Broken, StringComparison.Ordinal);
        Assert.Equal("", report.Digest);
    }

    [Theory]
    [InlineData("UPDATE deductions SET credits = 8 WHERE id = 'D-10'", "The ledger only grows")]
    [InlineData("DELETE FROM deductions", "The ledger only grows")]
    [InlineData("UPDATE reveals SET phones = 8", "A reveal is never edited")]
    [InlineData("DELETE FROM reveals", "A reveal that was shown is never deleted")]
    [InlineData("UPDATE grants SET credits = 8", "The ledger only grows")]
    [InlineData("UPDATE audit SET actor = 'x'", "The audit only grows")]
    public async Task TheStoreItself_RefusesAnEdit(string harm, string refusal)
    {
        await using var store = await TestStore.NewAsync();
        await store.CreateAccountAsync();
        await store.ImportAsync(
            TestStore.Sample("article.reveals.csv"), TestStore.Sample("article.deductions.csv"), "grant_id,posted_at,credits\nG-1,2026-11-01T00:00Z,5\n");
        var problem = Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => store.Query(harm));
        Assert.Contains(refusal, problem.Message, StringComparison.Ordinal);
    }
}
