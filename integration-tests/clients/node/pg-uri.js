// pg by the URI.
const {Pool} = require('pg');

(async () => {
  const pool = new Pool({connectionString: process.env.DATABASE_URL});
  const {rows} = await pool.query(process.env.WHO);
  console.log('logged in as ' + Object.values(rows[0])[0]);
  await pool.end();
})();
