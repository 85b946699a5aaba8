// Why something did not come about, in words for a person.

export class Failure extends Error {
  // kind: 'refused', the provider said no; 'silent', it said nothing; 'wrong', it said what must not be believed;
  // 'signed out', the person did that
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
}

export const refused = (answer) =>
  new Failure('refused', answer.error_description ? `${answer.error}: ${answer.error_description}` : String(answer.error));
