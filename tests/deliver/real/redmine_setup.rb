# Run by `rails runner` on an empty database: REST on, a program's user, a person.
require 'json'

Redmine::DefaultData::Loader.load('en') if Redmine::DefaultData::Loader.no_data?
Setting.rest_api_enabled = '1'
Setting.default_language = 'en'
User.where(admin: true).update_all(must_change_passwd: false)

def user(login, first)
  one = User.new(firstname: first, lastname: 'Mau', mail: "#{login}@localhost.test")
  one.login = login
  one.password = 'mat-khau-mau-2026'
  one.save!
  one
end

bot = user('vanban', 'Vanban')
people = [user('noivu', 'Noi vu'), user('lan', 'Lan')]
field = IssueCustomField.create!(
  name: 'vanban', field_format: 'string', is_filter: true, is_for_all: true,
  trackers: Tracker.all
)
puts JSON.generate(
  admin: User.find_by_login('admin').api_key,
  bot: bot.api_key,
  person: people.last.api_key,
  users: [bot, *people].to_h { |one| [one.login, one.id] },
  role: Role.find_by(builtin: 0, name: 'Manager').id,
  field: field.id,
  priorities: IssuePriority.all.to_h { |one| [one.name, one.id] },
  closed: IssueStatus.where(is_closed: true).first.id
)
