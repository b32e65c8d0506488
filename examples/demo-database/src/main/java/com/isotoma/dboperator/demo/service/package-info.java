/**
 * The demo database: a small HTTP service that keeps persons, open to all, and named databases of JSON records, each with
 * an owner and a user. One process, files in one directory, no framework.
 *
 * <p>It stands for the database servers that the operator works with, so it keeps their promises: what it has confirmed is
 * on the disk, a dump is consistent, and who may do what is checked.
 */
@NullMarked
package com.isotoma.dboperator.demo.service;

import org.jspecify.annotations.NullMarked;
