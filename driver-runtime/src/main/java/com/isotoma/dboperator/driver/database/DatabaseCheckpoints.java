package com.isotoma.dboperator.driver.database;

import com.isotoma.dboperator.driver.run.Checkpoint;

/** The checkpoints of work on a database as a whole. */
public final class DatabaseCheckpoints {
    public static final Checkpoint SERVER_ACCEPTED =
            Checkpoint.of("database.server-accepted", "Another server is accepted");
    public static final Checkpoint SERVER_UPGRADED =
            Checkpoint.of("database.server-upgraded", "The server was upgraded");
    public static final Checkpoint MADE_AGAIN =
            Checkpoint.of("database.made-again", "The database is made again, for the restored data to take its place");
    public static final Checkpoint SIDE_MADE =
            Checkpoint.of("database.side-made", "An empty database is there beside the one in use");
    public static final Checkpoint SIDE_DROPPED =
            Checkpoint.of("database.side-dropped", "Nothing is left beside the database in use");

    private DatabaseCheckpoints() {}
}
