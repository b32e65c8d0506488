package com.isotoma.dboperator.driver.stage;

import com.isotoma.dboperator.driver.run.Checkpoint;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Rotation;
import com.isotoma.dboperator.driver.spi.ServerInfo;
import com.isotoma.dboperator.driver.spi.ServiceBinding;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A driver of a server that rotates passwords: with two logins in turn, or with one account that takes a second password. The
 * latter keeps, like MySQL, the password of before only if it is asked to, and forgets the one before that.
 */
public final class RotatingDriver extends StoringDriver {
    /** A point of a rotation that only a server passes: it takes the new login, and the run is not told. */
    public static final Checkpoint TAKEN = Checkpoint.of("server.taken", "The server takes the new password");

    private final boolean twoLogins;
    private final Map<String, String> logins = new LinkedHashMap<>();
    private final Set<Capability> lacking = EnumSet.noneOf(Capability.class);
    private @Nullable String second;
    private Steps rotating = step -> {};

    public RotatingDriver(boolean twoLogins) {
        this.twoLogins = twoLogins;
    }

    /** Is told of the steps within {@link #beginRotation}. */
    public void whileRotating(Steps steps) {
        rotating = steps;
    }

    /** Whether the server takes it. */
    public boolean takes(Credentials login) {
        return login.password().equals(logins.get(login.username()))
                || login.password().equals(second);
    }

    /** How many logins and passwords the server takes. */
    public int inForce() {
        return logins.size() + (second == null ? 0 : 1);
    }

    @Override
    public void lack(Capability capability) {
        super.lack(capability);
        lacking.add(capability);
    }

    @Override
    public Set<Capability> capabilities() {
        var all = EnumSet.copyOf(super.capabilities());
        all.add(Capability.ROTATION);
        all.removeAll(lacking);
        return all;
    }

    @Override
    public List<String> logins(DatabaseTarget target) {
        return twoLogins ? List.of(target.username() + "-a", target.username() + "-b") : List.of(target.username());
    }

    @Override
    public ServiceBinding binding(DatabaseTarget target, Credentials login) {
        return new ServiceBinding(
                "memory", "memory", "nowhere", 1, "memory://" + login.username() + ":" + login.password(), null);
    }

    @Override
    public ServerInfo create(CreateRequest request) throws DriverException {
        var made = super.create(request);
        var account = request.account(logins(request.target()).getFirst());
        if (!request.overlap()) {
            logins.clear();
            second = null;
        }
        logins.put(account.username(), account.password());
        return made;
    }

    @Override
    public void beginRotation(Rotation rotation) {
        if (!twoLogins && second == null) {
            second = Objects.requireNonNull(logins.get(rotation.current().username()));
        }
        logins.put(rotation.next().username(), rotation.next().password());
        rotating.reached(TAKEN);
    }

    @Override
    public void endRotation(DatabaseTarget target, Credentials current) {
        second = null;
        logins.keySet().retainAll(Set.of(current.username()));
    }
}
