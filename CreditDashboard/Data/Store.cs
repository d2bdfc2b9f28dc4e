using CreditDashboard.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CreditDashboard.Data;

/// <summary>The store of this process: opened once, for reading or for writing, before anything else is asked of it.</summary>
public sealed class Store(SqliteFile file, SqliteSweep sweep, WriterGate gate, IDbContextFactory<StoreContext> contexts)
{
    /// <summary>True if this process holds the lock and may write.</summary>
    public bool IsWriting => file.IsWriting;

    /// <summary>True if there is a store, opened or not.</summary>
    public bool IsThere => File.Exists(file.Path);

    /// <summary>Takes the lock, brings the schema up to date, and sweeps what an import that never ended left behind.</summary>
    /// <exception cref="StoreInUseException">Another process writes.</exception>
    /// <exception cref="StoreUnavailableException">The file cannot be opened, or a newer version wrote it.</exception>
    public async Task OpenForWritingAsync(CancellationToken cancellation = default)
    {
        file.OpenForWriting();
        using (await gate.EnterAsync(cancellation))
        {
            await using var context = await contexts.CreateDbContextAsync(cancellation);
            await RefuseNewerAsync(context, cancellation);
            context.HoldsTurn = true;
            await context.Database.MigrateAsync(cancellation);
        }

        await sweep.AllAsync(cancellation);
    }

    /// <summary>Opens the file read-only, beside whoever writes.</summary>
    /// <exception cref="StoreUnavailableException">There is no store, or its schema is not the one of this version.</exception>
    public async Task OpenForReadingAsync(CancellationToken cancellation = default)
    {
        file.OpenForReading();
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        try
        {
            await RefuseNewerAsync(context, cancellation);
            if ((await context.Database.GetPendingMigrationsAsync(cancellation)).Any())
                throw new StoreUnavailableException("An older version wrote this store: start the server once to bring it up to date.");
        }
        catch (Microsoft.Data.Sqlite.SqliteException problem)
        {
            throw new StoreUnavailableException("The store cannot be read: it is damaged, or no store of this product.", problem);
        }
    }

    /// <summary>Does some work on few things in one transaction, in the writer's turn, and saves it. Keep it short.</summary>
    public async Task<T> WriteAsync<T>(Func<StoreContext, Task<T>> work, CancellationToken cancellation = default)
    {
        using var turn = await gate.EnterAsync(cancellation);
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        context.HoldsTurn = true;
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var result = await work(context);
        await context.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return result;
    }

    static async Task RefuseNewerAsync(StoreContext context, CancellationToken cancellation)
    {
        var known = context.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = await context.Database.GetAppliedMigrationsAsync(cancellation);
        if (!known.IsSupersetOf(applied))
            throw new StoreUnavailableException("A newer version wrote this store: use that version, or a copy made before.");
    }
}
