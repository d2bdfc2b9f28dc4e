// The same pairs by DuckDB, as an analyst would ask for them. Reads commands, one JSON object a line, and answers each with one line of JSON:
//   load FOLDER      both files into tables in memory, once with texts as they came, once with every text numbered
//   run VARIANT      matches by "text" or by "number", into the table "pairs"; how long that took, in milliseconds
//   export FILE      the pairs of the last run, as CSV
import { createInterface } from 'node:readline'
import { DuckDBInstance, version } from '@duckdb/node-api'

const database = await DuckDBInstance.create(':memory:', { threads: '1', preserve_insertion_order: 'false' })
const session = await database.connect()

const columns = `columns = { 'n': 'INTEGER', 'id': 'VARCHAR', 'moment': 'TIMESTAMP', 'user_n': 'INTEGER', 'user': 'VARCHAR',
  'contact_n': 'INTEGER', 'contact': 'VARCHAR', 'request_n': 'INTEGER', 'request': 'VARCHAR' }`

async function load(folder) {
  for (const side of ['reveals', 'deductions']) {
    const file = `read_csv('${folder}/${side}.csv', header = false, nullstr = '', ${columns})`
    await session.run(`CREATE TABLE ${side}_text AS SELECT id, moment, "user", contact, request FROM ${file}`)
    await session.run(`CREATE TABLE ${side}_number AS SELECT n AS id, moment, user_n AS "user", contact_n AS contact, request_n AS request FROM ${file}`)
  }
  return { version: version() }
}

// One to one: of the rows that share an id, each takes its nearest, and is taken by it.
const oneToOne = `QUALIFY row_number() OVER (PARTITION BY reveal ORDER BY lag) = 1 AND row_number() OVER (PARTITION BY deduction ORDER BY lag) = 1`

function match(variant) {
  const [reveals, deductions] = [`reveals_${variant}`, `deductions_${variant}`]
  return `
    CREATE OR REPLACE TABLE pairs AS
      SELECT r.id AS reveal, d.id AS deduction, abs(epoch_us(d.moment) - epoch_us(r.moment)) AS lag
      FROM ${reveals} r JOIN ${deductions} d ON d.request = r.request
      ${oneToOne};
    INSERT INTO pairs
      SELECT r.id AS reveal, d.id AS deduction, abs(epoch_us(d.moment) - epoch_us(r.moment)) AS lag
      FROM ${reveals} r JOIN ${deductions} d ON d.contact = r.contact
      WHERE r.request IS NULL AND d.request IS NULL
      ${oneToOne};
    INSERT INTO pairs
      WITH shown AS (SELECT id, moment, "user" FROM ${reveals} r ANTI JOIN pairs ON pairs.reveal = r.id),
           paid AS (SELECT id, moment, "user" FROM ${deductions} d ANTI JOIN pairs ON pairs.deduction = d.id WHERE contact IS NULL AND request IS NULL)
      SELECT r.id AS reveal, d.id AS deduction, epoch_us(d.moment) - epoch_us(r.moment) AS lag
      FROM paid d ASOF JOIN shown r ON r."user" = d."user" AND r.moment <= d.moment
      WHERE epoch_us(d.moment) - epoch_us(r.moment) <= 120_000_000
      QUALIFY row_number() OVER (PARTITION BY reveal ORDER BY lag) = 1;`
}

async function run(variant) {
  const [cpu, wall] = [process.cpuUsage(), process.hrtime.bigint()]
  await session.run(match(variant))
  const used = process.cpuUsage(cpu)
  return { cpu: (used.user + used.system) / 1000, wall: Number(process.hrtime.bigint() - wall) / 1e6 }
}

async function exportTo(file) {
  await session.run(`COPY (SELECT trim(reveal::VARCHAR, 'R-') AS reveal, trim(deduction::VARCHAR, 'D-') AS deduction FROM pairs) TO '${file}' (HEADER false)`)
  return {}
}

const verbs = { load, run, export: exportTo }
for await (const line of createInterface({ input: process.stdin })) {
  const { command, argument } = JSON.parse(line)
  let answer
  try {
    answer = await verbs[command](argument)
  } catch (problem) {
    answer = { error: problem.message }
  }
  process.stdout.write(JSON.stringify(answer) + '\n')
}
