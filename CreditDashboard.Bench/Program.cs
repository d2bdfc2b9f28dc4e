using System.CommandLine;
using CreditDashboard.Bench;

// dotnet run -c Release --project CreditDashboard.Bench -- SCENARIO --rows N --runs R
var rows = new Option<int>("--rows") { Description = "How many deductions; about a quarter more reveals come with them.", DefaultValueFactory = _ => 1_000_000 };
var runs = new Option<int>("--runs") { Description = "How many times; the median counts.", DefaultValueFactory = _ => 5 };
var folder = new Option<string>("--folder") { Description = "Where the files are written.", DefaultValueFactory = _ => "." };

var match = new Command("match", "Match and judge a made-up account in memory; how the time grows with the rows.") { rows, runs };
match.SetAction(parsed => MatchScenario.Run(parsed.GetValue(rows), parsed.GetValue(runs)));

var rejudge = new Command("rejudge", "What one per cent more rows cost to judge, beside judging all of them.") { rows, runs };
rejudge.SetAction(parsed => RejudgeScenario.Run(parsed.GetValue(rows), parsed.GetValue(runs)) ? 0 : 1);

var feed = new Command("feed", "Write reveals.csv and deductions.csv of a made-up account, to be imported.") { rows, folder };
feed.SetAction(parsed => FeedScenario.Run(parsed.GetValue(rows), parsed.GetRequiredValue(folder)));

var only = new Option<string>("--only") { Description = "Only mistakes whose name contains this." };
var mutations = new Command("mutations", "Make each deliberate mistake alone and tell which test notices it; run from the repository.") { only };
mutations.SetAction(parsed => MutationScenario.Run(Environment.CurrentDirectory, parsed.GetValue(only)));

var ofBoth = new Option<int>("--rows") { Description = "How many rows of both sides together.", DefaultValueFactory = _ => 1_000_000 };
var duckDb = new Command("duckdb", "Matching beside DuckDB's join by id and as-of join, which must give the same pairs. Needs Node.js and npm.") { ofBoth, runs };
duckDb.SetAction(parsed => DuckDbScenario.Run(parsed.GetValue(ofBoth), parsed.GetValue(runs)) ? 0 : 1);

var usage = new Command("usage", "Breakdowns of an account of a million deductions beside DuckDB's grouping of the same rows.") { rows, runs };
usage.SetAction(parsed => UsageScenario.Run(parsed.GetValue(rows), parsed.GetValue(runs)) ? 0 : 1);

var accounts = new Option<int>("--accounts") { Description = "How many accounts of that size stand in the store at the end; measured with 1, 5 and 20.", DefaultValueFactory = _ => 20 };
var filter = new Command("filter", "What the server does when a filter of Credit Usage changes, in a store that grows; Activity's first page and page 10,000.") { rows, runs, accounts };
filter.SetAction(async parsed => await FilterScenario.RunAsync(parsed.GetValue(rows), parsed.GetValue(runs), parsed.GetValue(accounts)) ? 0 : 1);

var scale = new Command("scale", "How time and memory of matching and judging grow, from ten thousand rows in steps of ten.") { ofBoth, runs };
scale.SetAction(parsed => ScaleScenario.Run(parsed.GetValue(ofBoth), parsed.GetValue(runs)) ? 0 : 1);

return await new RootCommand("What the product costs, measured on data made by seed.") { match, rejudge, feed, duckDb, usage, filter, scale, mutations }.Parse(args).InvokeAsync();
