/** What an application's Secret has: the standard keys, and what presets and templates make of them. No client. */
@NullMarked
package com.isotoma.dboperator.driver.secret;

import org.jspecify.annotations.NullMarked;
