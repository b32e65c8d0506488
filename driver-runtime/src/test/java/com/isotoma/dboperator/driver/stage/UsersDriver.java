package com.isotoma.dboperator.driver.stage;

import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.ServiceBinding;
import com.isotoma.dboperator.driver.spi.UserRequest;
import com.isotoma.dboperator.driver.spi.UserTarget;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A driver of a server that has further users, with two logins in turn each. */
public final class UsersDriver extends StoringDriver {
    private final Map<String, String> logins = new LinkedHashMap<>();

    /** Whether the server takes it. */
    public boolean takes(Credentials login) {
        return login.password().equals(logins.get(login.username()));
    }

    /** How many logins the server takes. */
    public int inForce() {
        return logins.size();
    }

    @Override
    public Set<Capability> capabilities() {
        var all = EnumSet.copyOf(super.capabilities());
        all.add(Capability.USERS);
        return all;
    }

    @Override
    public List<String> logins(UserTarget user) {
        return List.of(user.username() + "-a", user.username() + "-b");
    }

    @Override
    public ServiceBinding binding(DatabaseTarget target, Credentials login) {
        return new ServiceBinding(
                "memory", "memory", "nowhere", 1, "memory://" + login.username() + ":" + login.password(), null);
    }

    @Override
    public void ensureUser(UserRequest request) {
        if (!request.overlap()) {
            logins.keySet().removeAll(logins(request.user()));
        }
        logins.put(request.account().username(), request.account().password());
    }

    @Override
    public void dropUser(UserTarget user) {
        logins.keySet().removeAll(logins(user));
    }
}
