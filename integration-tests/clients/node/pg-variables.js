// pg by the variables of libpq.
const {Pool} = require('pg');

(async () => {
  const pool = new Pool();
  await pool.query('CREATE TABLE IF NOT EXISTS made_by_node (id int)');
  const {rows} = await pool.query(process.env.WHO);
  console.log('logged in as ' + Object.values(rows[0])[0]);
  await pool.end();
})();
