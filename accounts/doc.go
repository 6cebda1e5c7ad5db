// Package accounts says who may read and review on a server: the nouns -
// account, session, claim -, the rules for names, passwords, roles and how
// often one may try, and the contract of what keeps them.
//
// None of it is evidence. It is not in the log of the ledger, not in its
// exports, and may be changed and removed; what a reviewer decided stays in
// the ledger under the name of the account.
package accounts
