// mysql2 by single fields.
const mysql = require('mysql2/promise');

(async () => {
  const pool = mysql.createPool({
    host: process.env.DB_HOST,
    port: Number(process.env.DB_PORT),
    user: process.env.DB_USER,
    password: process.env.DB_PASSWORD,
    database: process.env.DB_NAME,
  });
  await pool.query('CREATE TABLE IF NOT EXISTS made_by_node (id int)');
  const [rows] = await pool.query(process.env.WHO);
  console.log('logged in as ' + Object.values(rows[0])[0]);
  await pool.end();
})();
