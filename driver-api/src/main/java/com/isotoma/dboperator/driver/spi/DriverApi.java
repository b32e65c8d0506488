package com.isotoma.dboperator.driver.spi;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Everything that one kind of database server must be able to do for its databases.
 *
 * <p><b>Every method is idempotent and may be cut off anywhere.</b> The process can be killed between any two
 * statements, and the same call then comes again in a new process. A lease sees to it that two processes do not make it at
 * once; what it cannot see to is what was under way when the lease was lost, so let a lock on the server decide where that
 * matters, and ask the {@link Permit} when
 * you have it. Look at what the server holds, do what is missing, and treat what is done already as done. Keep no state
 * outside the server.
 *
 * <p><b>Whose is it.</b> A driver marks on the server, in a way that survives, that a database and its user belong to
 * {@link DatabaseTarget#owner()}, and sets the mark so early that a cut-off run recognises its own half-made work. What
 * bears no mark, or another owner's, is never changed, never dumped and never dropped.
 *
 * <p><b>Options.</b> A target has {@code spec.options} in every call, those that the last successful {@link #create} was
 * asked for wherever there was one. A driver may so rely on them to find what it made.
 *
 * <p><b>Threads and time.</b> An instance is used by one thread at a time. Every network call has a time-out. Interruption
 * ends a method within 20 seconds, on a server that does not answer too: child processes are killed, connections closed, and
 * {@link InterruptedException} is thrown.
 *
 * <p><b>Errors</b> are thrown as {@link DriverException}, whose kind decides whether the run is tried again and whose
 * message says what to do next. Messages, including those taken from servers and tools, contain no password.
 *
 * <p>All names and values in a {@link DatabaseTarget} may be hostile: bind them, or quote them by the server's own rules.
 */
public interface DriverApi extends UserApi {

    /** Which names this kind of server takes. Constant. */
    NamingRules naming();

    /** What {@link #backup} writes. Constant. */
    BackupFormat backupFormat();

    /**
     * The keys of {@code connect} and {@code options} that this driver reads; {@link #validate} refuses all others.
     * Constant.
     */
    DriverSettings settings();

    /**
     * What the servers of this driver can do, of that which not every kind of server can. Constant. All of it but {@link
     * Capability#INITIAL_SQL}, {@link Capability#PARTIAL_BACKUPS}, {@link Capability#ROTATION} and {@link Capability#USERS},
     * unless the driver says otherwise.
     */
    default Set<Capability> capabilities() {
        return EnumSet.complementOf(
                EnumSet.of(Capability.INITIAL_SQL, Capability.PARTIAL_BACKUPS, Capability.ROTATION, Capability.USERS));
    }

    /**
     * Checks {@code connect}, {@code options} and the names without asking the server, and refuses what can only be a
     * mistake, unknown keys among it. Called before every other method that takes the same target.
     *
     * @throws DriverException of kind {@link DriverException.Kind#USER} that names the field, the value and the remedy
     */
    void validate(DatabaseTarget target) throws DriverException;

    /**
     * Logs in to the server as the admin, changes nothing, and says which server it is. Until this has succeeded once for a Database, nothing of it
     * is on the server, so that a Database with a wrong host or password can be deleted without asking the server.
     */
    ServerInfo probe(DatabaseTarget target) throws DriverException, InterruptedException;

    /**
     * Logs in as {@link #probe} does, changes nothing, and says what is less safe than it could be: an admin with more
     * rights than are needed, a connection whose other end was not verified. Nothing of it keeps an operation from being
     * done; it is for a condition of the Database.
     */
    default List<Warning> warnings(DatabaseTarget target) throws DriverException, InterruptedException {
        return List.of();
    }

    /**
     * Says whose the database and the user of {@code target} are, and changes nothing. Every run asks this before it
     * changes anything, so it is as cheap as a look into a catalogue. A half of this owner's counts as such: a user that
     * was made and marked before its database is {@link Presence.Ours} while the database is {@link Presence.Absent}.
     *
     * @throws DriverException when the server cannot say, for example because the admin may not read the marks: never
     *     {@link Presence.Absent} for what could not be looked at
     */
    Presence presence(DatabaseTarget target) throws DriverException, InterruptedException;

    /**
     * The names by which applications log in, in the order in which rotations take them; the first is that of a new
     * database. A server whose accounts take a second password needs one alone, the user of {@code target}. Where there are
     * several, all of them can do what that user can, and what they make belongs to that user. From {@code target} alone.
     */
    default List<String> logins(DatabaseTarget target) {
        return List.of(target.username());
    }

    /** How an application connects by the first login, from {@code target} alone; {@code password} is its password. */
    ServiceBinding binding(DatabaseTarget target, String password);

    /**
     * How an application connects by any of the {@link #logins}, or of those of a further user. A driver that has neither leaves
     * this method out.
     */
    default ServiceBinding binding(DatabaseTarget target, Credentials login) {
        return binding(target, login.password());
    }

    /**
     * Brings the server to what the request asks for: the user exists, applications log in by the asked login with exactly
     * this password, the database exists, belongs to the user, has the asked options as far as they can be changed, and nobody
     * else's application user can connect to it. With {@link CreateRequest#like()}, a database that has to be made is made as that one is, as
     * far as this kind of server has properties that no option names.
     *
     * @return the server; from now on with its identity, if it can have one
     * @throws DriverException of kind USER with {@link Reasons#NAME_CONFLICT} when a database or user of that name is
     *     not this owner's, and {@link CreateRequest#mayAdopt} does not allow it to be taken up; nothing has been changed
     *     then
     */
    ServerInfo create(CreateRequest request) throws DriverException, InterruptedException;

    /**
     * Looks whether the server is as {@link #create} would leave it, and changes nothing: the user, its rights, and that it can
     * log in by {@code login}, which the Secret has. The database is there and this owner's. A driver may leave this out.
     * @return what differs, each in a few words for people, without a password; empty where all is as it should be
     */
    default List<String> differences(DatabaseTarget target, Credentials login)
            throws DriverException, InterruptedException {
        return List.of();
    }

    /**
     * Runs SQL once in a database that {@link #create} has made, as the application's user and with that one's rights alone: in one
     * transaction where the server can, so that all of it has been done or nothing. A driver without {@link
     * Capability#INITIAL_SQL} leaves this method out.
     *
     * @param begun is told once, before anything is changed
     * @throws DriverException of kind USER with {@link Reasons#INIT_SQL_FAILED} for SQL that fails. The message has the number of the
     *     statement, its place in the text and what the error means, and neither text of the statement nor values of rows.
     *     {@link DriverException#withNothingChanged} marks it where nothing of the SQL has been kept, and only there
     */
    default void runInitialSql(InitialSql sql, InitialSql.Begun begun) throws DriverException, InterruptedException {
        throw DriverException.user(
                Reasons.NOT_SUPPORTED,
                "This driver runs no SQL in " + sql.target().databaseName() + ": remove spec.initSql");
    }

    /**
     * Says what became of SQL whose run was cut off.
     *
     * @param token what {@link #runInitialSql} has told
     * @throws DriverException of kind UNAVAILABLE while it may still be running
     */
    default InitialSql.State initialSqlState(DatabaseTarget target, String token)
            throws DriverException, InterruptedException {
        return InitialSql.State.UNKNOWN;
    }

    /**
     * Lets applications log in by {@link Rotation#next}, and keeps {@link Rotation#current} in force; sessions go on. When
     * this returns, the server takes both. Cut off, it comes again with another new password, which then holds in place of
     * that of the cut-off call; never does {@link Rotation#current} stop to work. An earlier rotation has been ended by
     * {@link #endRotation} before the first call. A driver without {@link Capability#ROTATION} leaves this method out.
     *
     * @throws DriverException of kind USER where the server does not take the new login; applications are left as they are
     */
    default void beginRotation(Rotation rotation) throws DriverException, InterruptedException {
        throw DriverException.user(
                Reasons.NOT_SUPPORTED,
                "This driver cannot give " + rotation.target().databaseName()
                        + " a new password while the old one goes on: remove spec.rotation and the annotation"
                        + " db.isotoma.com/rotate");
    }

    /**
     * Ends a rotation: only by {@code current} does the server let applications log in from now on. Sessions that are open
     * go on. Nothing happens where no other login or password is in force.
     */
    default void endRotation(DatabaseTarget target, Credentials current) throws DriverException, InterruptedException {
        throw DriverException.user(
                Reasons.NOT_SUPPORTED,
                "This driver cannot give " + target.databaseName()
                        + " a new password while the old one goes on: remove spec.rotation and the annotation"
                        + " db.isotoma.com/rotate");
    }

    /**
     * Writes one consistent dump of the whole database to {@code sink}, and returns only when it is known to be
     * complete: the tool's exit status and the dump's own end have been checked. The caller compresses, stores and
     * checks; it discards everything when this throws.
     *
     * @param sink where to write; neither flushed after each write nor closed by this method. An {@link IOException} of
     *     its own passes through unchanged.
     */
    DumpReport backup(DatabaseTarget target, OutputStream sink)
            throws DriverException, IOException, InterruptedException;

    /**
     * The same as {@link #backup}, without the tables or rows that {@code exclusions} names. What cannot exist without an excluded
     * table, such as a view of it, is left out as well and named; where that cannot be left out, the backup is refused. A {@link
     * #restore} of such a dump succeeds. A driver without {@link Capability#PARTIAL_BACKUPS} leaves this method out.
     *
     * @param exclusions not {@link Exclusions#none}
     * @return {@link DumpReport#omitted} names all that is left out for it. {@link DumpReport#contents} counts a table without its
     *     rows as having none, and not an excluded one
     */
    default DumpReport backupPart(DatabaseTarget target, Exclusions exclusions, OutputStream sink)
            throws DriverException, IOException, InterruptedException {
        throw DriverException.user(
                Reasons.NOT_SUPPORTED,
                "This driver backs up the whole of " + target.databaseName()
                        + " only: remove excludeTables and excludeData from backupOptions");
    }

    /**
     * About how many bytes {@link #backup} will write, for showing how far it is: a look at what the server keeps for its
     * own purposes, never a count. Empty where the server has no idea, and for a database that cannot be looked at.
     */
    default OptionalLong estimatedDumpBytes(DatabaseTarget target) throws DriverException, InterruptedException {
        return OptionalLong.empty();
    }

    /**
     * Fills the database of {@code target}, which {@link #create} has made and which holds nothing yet, from a dump that
     * {@link #backup} of this driver wrote. Everything restored belongs to the application's user.
     *
     * @param source the dump, decompressed; read to its end, not closed
     */
    void restore(DatabaseTarget target, InputStream source) throws DriverException, IOException, InterruptedException;

    /**
     * The same as {@link #restore}, and says what of the dump it had to leave out or change. This is the one that runs call;
     * a driver that never leaves anything out implements {@link #restore} alone.
     */
    default RestoreReport restoreReporting(DatabaseTarget target, InputStream source)
            throws DriverException, IOException, InterruptedException {
        restore(target, source);
        return RestoreReport.COMPLETE;
    }

    /**
     * Looks at the beginning of a dump and refuses one that no {@link #restore} could read: for finding out early, before
     * anything costly is done for a restore. Asks no server, and may stop reading anywhere.
     *
     * @param source the dump, decompressed; not closed
     */
    default void checkDump(InputStream source) throws DriverException, IOException, InterruptedException {}

    /**
     * Whether the database, which is there and this owner's, has nothing that a user made: no table, with rows or without,
     * and nothing else that a {@link #restore} could collide with. Cheap however big it is, and changes nothing.
     */
    boolean isEmpty(DatabaseTarget target) throws DriverException, InterruptedException;

    /** Counts what the database has, in the same way in which {@link #backup} counts. Reads all of it; changes nothing. */
    Contents contents(DatabaseTarget target) throws DriverException, InterruptedException;

    /**
     * Looks for what would keep {@link #replace} from putting other data in the place of {@code target}'s, and would not
     * pass by itself. Cheap, and changes nothing: it is for the time before data are read in for hours. {@link #replace}
     * looks again.
     *
     * @throws DriverException of kind USER with {@link Reasons#RESTORE_FAILED} that names what was found and the remedy
     */
    default void requireReplaceable(DatabaseTarget target) throws DriverException, InterruptedException {}

    /**
     * Puts the data of {@code replacement} in the place of that of {@code target}. A driver without {@link
     * Capability#REPLACEMENT} leaves this method out: it refuses then, and changes nothing. Both have the same owner and are on the
     * same server; {@link #create} has made both and {@link #restore} has filled {@code replacement}.
     *
     * <p>Afterwards {@code target} holds what {@code replacement} held, all of it its own user's; its user, password, rights
     * and options are what they were; and nothing of {@code replacement} is left, nor of the old data. Sessions on both
     * are ended. Applications see the old data or the new, never a mixture: where a server needs several steps, they are
     * kept out in between. Whenever this throws or is cut off, one of the two is whole in {@code target}'s place or can be
     * put there by the same call, which then does the rest. Until it has, {@code replacement} is not to be filled again;
     * dropping it gives the replacement up. Where {@code replacement} is not on the server, this has been done already.
     *
     * @throws DriverException with {@link Reasons#NAME_CONFLICT} when one of them is not this owner's; of kind USER with
     *     {@link Reasons#RESTORE_FAILED} when something cannot take this way, which is named, and {@code target} has not
     *     been touched: the caller then drops {@code replacement}. The same goes for every failure that is marked with
     *     {@link DriverException#withNothingChanged}, if the caller wants no more. After anything else it makes the same
     *     call again
     */
    default void replace(DatabaseTarget target, DatabaseTarget replacement)
            throws DriverException, InterruptedException {
        throw DriverException.user(
                Reasons.NOT_SUPPORTED,
                "This driver cannot put other data in the place of those of " + target.databaseName()
                        + ": read the backup into it with the server's own tools");
    }

    /**
     * Drops the database, ending the sessions on it, then its user, then the mark. What is gone already is done; what
     * belongs to somebody else is left alone, and that is no error.
     */
    void drop(DatabaseTarget target) throws DriverException, InterruptedException;
}
