package com.isotoma.dboperator.operator.josdk;

import com.google.inject.Module;

/**
 * Adds controllers to the operator's process. Implementations are found by {@link java.util.ServiceLoader} among the jars
 * of the program, so that the operator need not know them; they have a public constructor without parameters.
 *
 * <p>The module contributes {@link AddedController}s to the set of them (see
 * {@link com.google.inject.multibindings.ProvidesIntoSet}). It may ask for whatever the operator binds: the client, the
 * clock, {@link ControllerSettings}, the settings of Jobs, the reporter, what applies objects and writes
 * statuses. Every other binding has to be its own and
 * explicit.
 */
public interface OperatorExtension extends Module {}
