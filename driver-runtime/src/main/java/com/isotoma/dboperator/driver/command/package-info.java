/** What the program does without a cluster: listing and reading stored backups. */
@NullMarked
package com.isotoma.dboperator.driver.command;

import org.jspecify.annotations.NullMarked;
