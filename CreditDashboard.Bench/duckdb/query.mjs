// Answers questions in SQL. Reads commands, one JSON object a line, and answers each with one line of JSON:
//   run SQL      runs statements
//   query SQL    runs one and returns its rows, with how long that took, in milliseconds
import { createInterface } from 'node:readline'
import { DuckDBInstance, version } from '@duckdb/node-api'

const database = await DuckDBInstance.create(':memory:', { threads: '1' })
const session = await database.connect()

async function run(sql) {
  await session.run(sql)
  return { version: version() }
}

async function query(sql) {
  const [cpu, wall] = [process.cpuUsage(), process.hrtime.bigint()]
  const reader = await session.runAndReadAll(sql)
  const used = process.cpuUsage(cpu)
  const took = { cpu: (used.user + used.system) / 1000, wall: Number(process.hrtime.bigint() - wall) / 1e6 }
  return { ...took, rows: reader.getRows().map(row => row.map(value => value === null ? null : String(value))) }
}

const verbs = { run, query }
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
