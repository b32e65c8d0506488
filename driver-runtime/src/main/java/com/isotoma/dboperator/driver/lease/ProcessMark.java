package com.isotoma.dboperator.driver.lease;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which process of which machine this is, so that another one beside it can ask the kernel whether it still lives. No such
 * question is possible between pods, each of which has process numbers and a host name of its own.
 *
 * @param place the user, the machine since it was started, its name, and the numbering of its processes
 * @param id process number
 * @param start when the process began, in the kernel's own unit
 */
record ProcessMark(String place, String id, String start) {
    private static final String SEPARATOR = " ";
    private static final Path PROCESSES = Path.of("/proc");
    /** Fields of {@code /proc/PID/stat} after the program's name, which may contain anything. */
    private static final int START_FIELD = 19;

    /** This process, or null where the kernel does not say. */
    static @Nullable ProcessMark ofThisProcess() {
        return of(ProcessHandle.current().pid());
    }

    /** A process of this machine and user, or null where the kernel does not say. */
    static @Nullable ProcessMark of(long pid) {
        var id = Long.toString(pid);
        var start = startOf(id);
        var place = thisPlace();
        return start == null || place == null ? null : new ProcessMark(place, id, start);
    }

    static @Nullable ProcessMark parse(@Nullable String text) {
        var parts = text == null ? new String[0] : text.split(SEPARATOR, -1);
        return parts.length == 3 ? new ProcessMark(parts[0], parts[1], parts[2]) : null;
    }

    /** Whether it is certain that the process has ended. */
    boolean hasEnded() {
        return place.equals(thisPlace()) && !start.equals(startOf(id)) && known();
    }

    /** Whether the kernel shows this process itself, without which its silence about another means nothing. */
    private static boolean known() {
        return startOf(Long.toString(ProcessHandle.current().pid())) != null;
    }

    private static @Nullable String startOf(String id) {
        try {
            var stat = Files.readString(PROCESSES.resolve(id).resolve("stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return fields.length > START_FIELD ? fields[START_FIELD] : null;
        } catch (IOException gone) {
            return null;
        }
    }

    private static @Nullable String thisPlace() {
        try {
            var kernel = PROCESSES.resolve("sys/kernel");
            // Some systems hide the processes of other users.
            return Files.getAttribute(PROCESSES.resolve("self"), "unix:uid") + "/"
                    + Files.readString(kernel.resolve("random/boot_id")).strip() + "/"
                    + Files.readString(kernel.resolve("hostname")).strip() + "/"
                    + Files.readSymbolicLink(PROCESSES.resolve("self/ns/pid"));
        } catch (IOException | UnsupportedOperationException unknown) {
            return null;
        }
    }

    @Override
    public String toString() {
        return String.join(SEPARATOR, place, id, start);
    }
}
